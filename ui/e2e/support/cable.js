/** The cable between a tablet and head office: a TCP relay that can be cut and healed. */
import { once } from "node:events";
import { connect, createServer } from "node:net";

export async function cable(url) {
  const { hostname, port } = new URL(url);
  const sockets = new Set();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  function cut() {
    whole = false;
    for (const socket of sockets) socket.destroy();
  }
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    cut,
    heal: () => (whole = true),
    async stop() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
