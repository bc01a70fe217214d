import { everyTopic, type Door, type Topic } from "./door";

async function post<T>(path: string, body: unknown): Promise<T> {
  const file = body instanceof Blob;
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": file ? "application/octet-stream" : "application/json" },
    body: file ? body : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

type Listener = (topics: Topic[]) => void;
const listeners = new Set<Listener>();
let events: EventSource | undefined;

/** One stream for the whole page: a browser gives a host only six connections. */
function openStream(): EventSource {
  const stream = new EventSource("/api/events");
  const tell: Listener = (topics) => listeners.forEach((listener) => listener(topics));
  let dropped = false;
  stream.onmessage = (message: MessageEvent<string>) =>
    tell((JSON.parse(message.data) as { topics: Topic[] }).topics);
  stream.onerror = () => (dropped = true);
  // Whatever happened while the stream was down was not announced.
  stream.onopen = () => {
    if (dropped) tell(everyTopic);
    dropped = false;
  };
  return stream;
}

/** The same screens served by the headless tablet on a loopback address. */
export const loopback: Door = {
  submit: (submission) => post("/api/submit", submission),
  query: (name, args) => post("/api/query", { name, args }),
  keepPhoto: (photo) => post("/api/photos", photo),
  network: (network) => post("/api/network", network),
  onChange(changed) {
    events ??= openStream();
    listeners.add(changed);
    return () => listeners.delete(changed);
  },
  savePaper(number, pdf) {
    const link = document.createElement("a");
    link.href = `data:application/pdf;base64,${pdf}`;
    link.download = `${number}.pdf`;
    link.click();
    return Promise.resolve(null);
  },
  pictureUrl: (hash) => `/pictures/${encodeURIComponent(hash)}`,
};
