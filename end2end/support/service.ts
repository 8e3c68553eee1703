// A portal in demonstration mode and the sandbox beside it, as processes of their own, on free
// ports, with everything they keep in a temporary folder.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));
export const portalBinary = process.env['PORTAL_BINARY'] ?? join(repository, 'target/debug/portal');
const sandboxBinary = process.env['SANDBOX_BINARY'] ?? join(repository, 'target/debug/sandbox');

export interface Service {
  /** Address of the portal, without a slash at the end. */
  portal: string;
  /** Address of the sandbox: card page, mailbox, switches. */
  sandbox: string;
  /** One-time passwords as printed at the first start, by login. */
  passwords: Map<string, string>;
  /** Loads official rows, as `portal reference load` does, of this text in TOML. */
  loads(rows: string): Promise<void>;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve((socket.destroy(), true)));
    socket.once('error', () => resolve(false));
  });
}

async function waitUntil(what: string, process: ChildProcess, done: () => Promise<boolean>) {
  const end = Date.now() + 60_000;
  while (!(await done())) {
    if (process.exitCode !== null) throw new Error(`${what} ended with ${process.exitCode}`);
    if (Date.now() > end) throw new Error(`${what} was not ready within a minute`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Ends a process that was started here, and waits for it. */
async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(hard);
}

/** Starts both. `name` tells the log files of several apart. */
export async function start(name: string): Promise<Service> {
  for (const binary of [portalBinary, sandboxBinary]) {
    if (!existsSync(binary)) throw new Error(`${binary} is missing: run  make test`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'portal-'));
  const logs = join(repository, 'end2end/test-results');
  mkdirSync(logs, { recursive: true });
  const [portal, metrics, http, smtp] = await Promise.all([1, 2, 3, 4].map(freePort));
  const site = process.env['PORTAL_SERVER_SITE_ROOT'] ?? join(repository, 'target/site');
  const started: ChildProcess[] = [];

  const run = (binary: string, options: string[], settings: Record<string, string>) => {
    const child = spawn(binary, options, {
      cwd: folder,
      env: { PATH: process.env['PATH'], RUST_BACKTRACE: '1', RUST_LOG: 'info', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = createWriteStream(join(logs, `${binary.split('/').pop()}-${name}.log`));
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    started.push(child);
    return child;
  };
  const stop = async () => {
    for (const child of started.reverse()) await end(child);
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    const sandboxProcess = run(
      sandboxBinary,
      [
        ...['--http', `127.0.0.1:${http}`, '--smtp', `127.0.0.1:${smtp}`],
        ...['--database', join(folder, 'sandbox.db')],
        ...['--webhook-url', `http://127.0.0.1:${portal}/webhooks/stripe`],
        ...['--webhook-secret', 'whsec_sandbox', '--api-key', 'sk_test_sandbox'],
      ],
      {},
    );
    await waitUntil('The sandbox', sandboxProcess, () => listens(http ?? 0));

    const settings = {
      PORTAL_SERVER_ADDRESS: `127.0.0.1:${portal}`,
      PORTAL_SERVER_METRICS_ADDRESS: `127.0.0.1:${metrics}`,
      PORTAL_SERVER_PUBLIC_URL: `http://127.0.0.1:${portal}`,
      PORTAL_SERVER_SITE_ROOT: site,
      PORTAL_DATABASE_URL: process.env['PORTAL_DATABASE_URL'] ?? `sqlite:${join(folder, 'portal.db')}`,
      PORTAL_OBJECTS_FOLDER: join(folder, 'objects'),
      PORTAL_KEYS_FOLDER: join(folder, 'keys'),
      PORTAL_MAIL_URL: `smtp://127.0.0.1:${smtp}`,
      PORTAL_STRIPE_URL: `http://127.0.0.1:${http}`,
      PORTAL_STRIPE_CHECKOUT_ORIGIN: `http://127.0.0.1:${http}`,
      PORTAL_WALLET_APPLE_PUSH_URL: `http://127.0.0.1:${http}`,
      PORTAL_WALLET_GOOGLE_URL: `http://127.0.0.1:${http}/google`,
      PORTAL_WALLET_GOOGLE_TOKEN_URL: `http://127.0.0.1:${http}/google/token`,
      PORTAL_WALLET_GOOGLE_SAVE_URL: `http://127.0.0.1:${http}/google/save`,
    };
    const portalProcess = run(portalBinary, ['serve', '--demo'], settings);
    let printed = '';
    portalProcess.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
    await waitUntil('The portal', portalProcess, () => ready(`http://127.0.0.1:${portal}/readyz`));
    return {
      portal: `http://127.0.0.1:${portal}`,
      sandbox: `http://127.0.0.1:${http}`,
      passwords: oneTimePasswords(printed),
      loads: async (rows) => {
        const file = join(folder, 'reference.toml');
        writeFileSync(file, rows);
        const load = run(portalBinary, ['reference', 'load', '--demo', file], settings);
        await new Promise((resolve) => load.once('exit', resolve));
        if (load.exitCode !== 0) throw new Error(`the rows were not loaded: ${load.exitCode}`);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function ready(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

/** From the lines that the portal prints for the staff of the demonstration. */
function oneTimePasswords(printed: string): Map<string, string> {
  const lines = printed.matchAll(/^\s*(\S+)\s+one-time password (\S+)\s*$/gm);
  return new Map([...lines].map(([, login = '', password = '']) => [login, password]));
}
