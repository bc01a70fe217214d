import { convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Door, Topic } from "./door";

/** The app shell. */
export const tauri: Door = {
  submit: (submission) => invoke("submit", { submission }),
  query: (name, args) => invoke("query", { name, args }),
  onChange(changed) {
    const listening = listen<{ topics: Topic[] }>("changed", (event) => changed(event.payload.topics));
    return () => void listening.then((stop) => stop());
  },
  pictureUrl: (hash) => convertFileSrc(hash, "picture"),
};
