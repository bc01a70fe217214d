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

/** The shell takes text; the browser makes base64 of a file without going through it byte by byte here. */
function base64(file: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done((reader.result as string).replace(/^[^,]*,/, ""));
    reader.onerror = () => failed(reader.error ?? new Error("the file cannot be read"));
    reader.readAsDataURL(file);
  });
}

/** The app shell. */
export const tauri: Door = {
  submit: (submission) => invoke("submit", { submission }),
  query: (name, args) => invoke("query", { name, args }),
  keepPhoto: async (photo) => invoke("keep_photo", { photo: await base64(photo) }),
  network: (network) => invoke("network", { network }),
  onChange(changed) {
    listening ??= listenOnce().catch((failure: unknown) => console.error("changed", failure));
    listeners.add(changed);
    return () => listeners.delete(changed);
  },
  savePaper: (number, pdf) => invoke("save_paper", { number, pdf }),
  pictureUrl: (hash) => convertFileSrc(hash, "picture"),
};
