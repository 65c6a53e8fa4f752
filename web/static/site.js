// What every page has: times in the reader's own zone, and the keyboard.
import { tellTimes } from "./time.js";
import { listen } from "./keys.js";

tellTimes(document);
listen(document);
