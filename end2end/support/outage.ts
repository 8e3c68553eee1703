// What stands between a browser and the portal, and goes wrong as networks do: it passes everything on, refuses
// connections, lets them hang, answers as a gateway does, or loses the answers.
import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Line = 'through' | 'refuses' | 'hangs' | 'gateway' | 'loses-answers';

export interface Outage {
  /** Address for the browser, without a slash at the end. */
  address: string;
  line: Line;
  /** Answers in the portal's place, by path: status, kind and text. */
  answers: Map<string, (body: string) => [number, string, string]>;
  /** What reached the portal, as `POST /path`. */
  seen: string[];
  stop(): Promise<void>;
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export async function between(portal: string): Promise<Outage> {
  const server = createServer((incoming, answer) => void pass(incoming, answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const outage: Outage = {
    address: own,
    line: 'through',
    answers: new Map(),
    seen: [],
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  async function pass(incoming: IncomingMessage, answer: ServerResponse) {
    const { line } = outage;
    if (line === 'refuses') return incoming.destroy();
    if (line === 'hangs') return;
    if (line === 'gateway') return answer.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502 Bad Gateway</h1>');
    const body = await bodyOf(incoming);
    const path = incoming.url?.split('?')[0] ?? '';
    const other = outage.answers.get(path);
    if (other) {
      const [status, kind, text] = other(body.toString());
      return answer.writeHead(status, { 'content-type': kind }).end(text);
    }
    outage.seen.push(`${incoming.method} ${path}`);
    const headers = { ...incoming.headers, host: new URL(portal).host };
    for (const name of ['origin', 'referer'] as const) {
      if (headers[name]) headers[name] = headers[name].replace(own, portal);
    }
    const onward = request(portal + incoming.url, { method: incoming.method, headers }, (found) => {
      if (line === 'loses-answers') {
        found.resume();
        return incoming.destroy();
      }
      answer.writeHead(found.statusCode ?? 500, found.headers);
      found.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    onward.end(body);
  }

  return outage;
}
