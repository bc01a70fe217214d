/** The tablet's camera: opened by a touch, closed when nobody looks. What it shows never leaves the tablet. */
import { settings } from "../state/settings.svelte";

/** Why there is no picture; `blind`: this window offers no camera at all. */
export type NoCamera = "insecure" | "blind" | "refused" | "none" | "busy";

type Lamp = "none" | "off" | "on";
type Choice = { id: string; label: string };
export type CameraState =
  | { kind: "off" | "asking" }
  | { kind: "no"; why: NoCamera }
  | { kind: "on"; stream: MediaStream; lamp: Lamp; cameras: Choice[]; chosen: string };

/** Enough for a card held a hand's breadth away; more only costs time. */
const WIDTH = 1280;
const HEIGHT = 720;

let now = $state.raw<CameraState>({ kind: "off" });
/** Counts openings and closings, so that a camera that comes late is closed again. */
let turn = 0;

export const camera = {
  get state(): CameraState {
    return now;
  },
};

const WHY: Record<string, NoCamera> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "none",
  OverconstrainedError: "none",
};

const stop = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop());

/** The chosen camera; where that is gone, the one that looks away from whoever holds the tablet. */
async function take(devices: MediaDevices): Promise<MediaStream> {
  const of = (which: MediaTrackConstraints): Promise<MediaStream> =>
    devices.getUserMedia({
      audio: false,
      video: { ...which, width: { ideal: WIDTH }, height: { ideal: HEIGHT } },
    });
  const any = { facingMode: { ideal: "environment" } };
  if (!settings.camera) return of(any);
  return of({ deviceId: { exact: settings.camera } }).catch((failure: unknown) => {
    if (WHY[nameOf(failure)] === "none") return of(any);
    throw failure;
  });
}

const nameOf = (failure: unknown): string =>
  failure instanceof DOMException || failure instanceof Error ? failure.name : "";

/** Asks for the camera; what comes of it is in `camera.state`. */
export async function openCamera(): Promise<void> {
  closeCamera();
  const mine = ++turn;
  if (!window.isSecureContext) return void (now = { kind: "no", why: "insecure" });
  // An old webview has none of this, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices?.getUserMedia) return void (now = { kind: "no", why: "blind" });
  now = { kind: "asking" };
  try {
    const stream = await take(devices);
    if (mine !== turn) return stop(stream);
    const track = stream.getVideoTracks()[0];
    track?.addEventListener("ended", () => {
      if (mine === turn) now = { kind: "no", why: "busy" };
    });
    const chosen = track?.getSettings().deviceId ?? "";
    now = { kind: "on", stream, lamp: hasLamp(track) ? "off" : "none", cameras: [], chosen };
    const cameras = await choices(devices);
    if (mine === turn && now.kind === "on") now = { ...now, cameras };
  } catch (failure) {
    if (mine === turn) now = { kind: "no", why: WHY[nameOf(failure)] ?? "busy" };
  }
}

/** Cameras by name; names are told once one was allowed. */
async function choices(devices: MediaDevices): Promise<Choice[]> {
  const all = await devices.enumerateDevices().catch(() => []);
  const cameras = all.filter((one) => one.kind === "videoinput" && one.deviceId !== "");
  return cameras.map((one) => ({ id: one.deviceId, label: one.label }));
}

export function closeCamera(): void {
  turn++;
  if (now.kind === "on") stop(now.stream);
  now = { kind: "off" };
}

/** Takes another camera, now and from now on. */
export async function chooseCamera(id: string): Promise<void> {
  settings.camera = id;
  await openCamera();
}

function hasLamp(track: MediaStreamTrack | undefined): boolean {
  const can = track?.getCapabilities?.() as { torch?: boolean } | undefined;
  return can?.torch === true;
}

/** Switches the lamp beside the camera, where there is one. */
export async function switchLamp(): Promise<void> {
  if (now.kind !== "on" || now.lamp === "none") return;
  const [mine, lamp] = [turn, now.lamp === "on" ? "off" : "on"] as const;
  const light = { advanced: [{ torch: lamp === "on" } as MediaTrackConstraintSet] };
  await now.stream.getVideoTracks()[0]?.applyConstraints(light);
  if (mine === turn && now.kind === "on") now = { ...now, lamp };
}
