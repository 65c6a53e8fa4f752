// What draws the parts of messages that are more than words.

export { renderBlocks } from "../blocks/blocks.js";
export { renderAttachments } from "../blocks/attachments.js";
export { fileCard } from "./files.js";
