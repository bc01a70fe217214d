import { keepPhoto, type Id, type PhotoKept, type PhotoKind, type Refusal } from "../../../host";
import { perform } from "../../../state/session.svelte";

type About = { job: Id; kind: PhotoKind; room: Id | null; caption: string };

const failure: Refusal = { code: "failure", message: "This was not saved.", facts: {} };

/** Keeps a file; where there is none in the answer, it says why. */
export async function keep(file: Blob): Promise<PhotoKept> {
  const kept = await keepPhoto(file).catch((thrown: unknown) => {
    console.error("keep_photo", thrown);
    return { file: null, refusal: failure };
  });
  return kept.file ? kept : { file: null, refusal: kept.refusal ?? failure };
}

/** Keeps a photo's file and adds it to the job; answers why not, if not. The file is on the disk before it is named. */
export async function addPhoto(photo: Blob, { job, kind, room, caption }: About): Promise<Refusal | null> {
  const kept = await keep(photo);
  if (!kept.file) return kept.refusal;
  const { sha256, bytes, media_type } = kept.file;
  const op = {
    tag: "photo.add.v1",
    work_order: job,
    sha256,
    bytes,
    media_type,
    kind,
    room,
    caption,
  } as const;
  return (await perform(op)).refusal;
}
