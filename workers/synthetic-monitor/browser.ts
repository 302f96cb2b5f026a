import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { env } from '#lib/platform/index.ts';
import { within } from './within.ts';

const launchMs = 20_000;
const answerMs = 2_000;
const endMs = 5_000;

/** Chromium ignores switches it does not know: this one says whose it is. */
const mark = () => `--ballast-monitor=${env.DATA_DIR}`;
const pidFile = () => join(env.DATA_DIR, 'monitor', 'browser.pid');

export type OpenBrowser = {
  browser: Browser;
  pid: number;
  /** Whether the browser's own process still answers; a page that hangs does not matter here. */
  answers: () => Promise<boolean>;
  /** Ends the browser with all its processes, whatever state they are in. */
  end: () => Promise<void>;
};

/** Kills the process group of a browser of ours that an earlier, killed monitor left behind. */
export function endLeftBrowser(): void {
  try {
    const pid = Number(readFileSync(pidFile(), 'utf8'));
    if (pid > 1 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(mark())) {
      process.kill(-pid, 'SIGKILL');
    }
  } catch {} // no file, or nobody of that number any more
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {} // gone already
}

/** Starts a Chromium for one run. @throws Error when it does not start within 20 s. */
export async function openBrowser(): Promise<OpenBrowser> {
  const server = await chromium.launchServer({
    executablePath: env.CHROMIUM_PATH,
    timeout: launchMs,
    // The process decides itself what becomes of the browser when it is told to end.
    handleSIGTERM: false,
    handleSIGINT: false,
    handleSIGHUP: false,
    host: '127.0.0.1',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', mark()],
  });
  const pid = server.process().pid ?? 0;
  const end = async () => {
    killGroup(pid);
    await within(endMs, server.kill()).catch(() => undefined);
  };
  try {
    mkdirSync(dirname(pidFile()), { recursive: true });
    writeFileSync(pidFile(), String(pid));
    const browser = await within(launchMs, chromium.connect(server.wsEndpoint(), { timeout: launchMs }));
    const ask = async () => (await browser.newBrowserCDPSession()).send('Browser.getVersion');
    const answers = () =>
      within(answerMs, ask()).then(
        () => true,
        () => false,
      );
    return { browser, pid, answers, end };
  } catch (error) {
    await end();
    throw error;
  }
}
