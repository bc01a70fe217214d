/** The only door to the backend. Screens import from here and nowhere else. */
import type { Door } from "./door";
import { loopback } from "./loopback";
import { tauri } from "./tauri";

const door: Door = "__TAURI_INTERNALS__" in window ? tauri : loopback;

export const { submit, query, keepPhoto, network, onChange, pictureUrl, savePaper } = door;
export { everyTopic } from "./door";
export type { Answer, Args, QueryName, Topic } from "./door";
export type * from "./gen/types";
