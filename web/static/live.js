// Until the stream is there, the page stands as it was loaded.
export {};
