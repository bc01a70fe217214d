import { convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { everyTopic, type Door, type Topic } from "./door";

type Listener = (topics: Topic[]) => void;
const listeners = new Set<Listener>();
let listening: Promise<unknown> | undefined;

/** One listener for the whole page. */
async function listenOnce(): Promise<void> {
  const tell: Listener = (topics) => listeners.forEach((listener) => listener(topics));
  await listen<{ topics: Topic[] }>("changed", (event) => tell(event.payload.topics));
  // Whatever happened before the shell knew of us was not announced.
  tell(everyTopic);
}

/** The app shell. */
export const tauri: Door = {
  submit: (submission) => invoke("submit", { submission }),
  query: (name, args) => invoke("query", { name, args }),
  onChange(changed) {
    listening ??= listenOnce().catch((failure: unknown) => console.error("changed", failure));
    listeners.add(changed);
    return () => listeners.delete(changed);
  },
  savePaper: (number, pdf) => invoke("save_paper", { number, pdf }),
  pictureUrl: (hash) => convertFileSrc(hash, "picture"),
};
