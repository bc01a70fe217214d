import { everyTopic, type Door, type Topic } from "./door";

async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** The same screens served by the headless tablet on a loopback address. */
export const loopback: Door = {
  submit: (submission) => post("/api/submit", submission),
  query: (name, args) => post("/api/query", { name, args }),
  onChange(changed) {
    const events = new EventSource("/api/events");
    let dropped = false;
    events.onmessage = (message: MessageEvent<string>) =>
      changed((JSON.parse(message.data) as { topics: Topic[] }).topics);
    events.onerror = () => (dropped = true);
    // Whatever happened while the stream was down was not announced.
    events.onopen = () => {
      if (dropped) changed(everyTopic);
      dropped = false;
    };
    return () => events.close();
  },
  pictureUrl: (hash) => `/pictures/${encodeURIComponent(hash)}`,
};
