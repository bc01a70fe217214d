import type { Network, PhotoKept, Queries, Submission, Submitted } from "./gen/types";

/** What changed on the tablet: work rows, the state of syncing, the catalog, pictures that came. */
export type Topic = "rows" | "sync" | "catalog" | "pictures";
export type QueryName = keyof Queries;
export type Args<N extends QueryName> = Queries[N]["args"];
export type Answer<N extends QueryName> = Queries[N]["answer"];

/** The one way to the tablet's core. Five commands, one event, pictures; nothing else crosses. */
export interface Door {
  submit(submission: Submission): Promise<Submitted>;
  query<N extends QueryName>(name: N, args: Args<N>): Promise<Answer<N>>;
  /** Calls back after every change; answers the way to stop. */
  onChange(changed: (topics: Topic[]) => void): () => void;
  /** Keeps the file of a photo on the tablet's disk, so that `photo.add.v1` can name it. */
  keepPhoto(photo: Blob): Promise<PhotoKept>;
  /** Says what the network costs, so that files of photos wait where it costs money. */
  network(network: Network): Promise<void>;
  /** Saves a paper's PDF (base64); answers where it lies, or nothing where the browser says so itself. */
  savePaper(number: string, pdf: string): Promise<string | null>;
  /** Address of a picture by its content hash; of a photo by its hash with `.thumb` or `.large` behind it. */
  pictureUrl(hash: string): string;
}

export const everyTopic: Topic[] = ["rows", "sync", "catalog", "pictures"];
