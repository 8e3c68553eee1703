// A browser whose camera sees one picture, held still before it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Locator, type Page, type PlaywrightTestOptions, type PlaywrightWorkerOptions, chromium } from '@playwright/test';

/** How the browsers of a story are started. */
export type Use = Partial<Pick<PlaywrightTestOptions, 'locale'> & Pick<PlaywrightWorkerOptions, 'launchOptions'>>;

const WIDTH = 640;
const HEIGHT = 480;

/** What the camera sees: one frame of uncompressed video, grey, with the picture as large as it fits. */
async function frame(picture: Buffer, page: Page): Promise<Buffer> {
  const grey = await page.evaluate(
    async ([source, width, height]) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const drawing = canvas.getContext('2d');
      if (drawing === null) throw new Error('no canvas');
      drawing.fillStyle = '#999';
      drawing.fillRect(0, 0, width, height);
      const scale = Math.min(width / image.width, height / image.height) * 0.9;
      const [wide, high] = [image.width * scale, image.height * scale];
      drawing.drawImage(image, (width - wide) / 2, (height - high) / 2, wide, high);
      const { data } = drawing.getImageData(0, 0, width, height);
      return Array.from({ length: width * height }, (_, at) => data[4 * at + 1] ?? 0);
    },
    [`data:image/png;base64,${picture.toString('base64')}`, WIDTH, HEIGHT] as const,
  );
  const head = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\nFRAME\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(grey), Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
}

/**
 * Opens a browser before whose camera this element of another one is held, with the cookies of that page
 * where it is somebody's own, and does there what is asked.
 */
export async function heldBefore(
  shown: Locator,
  own: Page | undefined,
  use: Use,
  act: (page: Page) => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), 'camera-'));
  const film = join(folder, 'camera.y4m');
  await writeFile(film, await frame(await shown.screenshot(), shown.page()));
  const { executablePath, args = [] } = use.launchOptions ?? {};
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...args,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
  try {
    const storageState = await own?.context().storageState();
    const context = await browser.newContext({
      locale: use.locale ?? 'en-GB',
      ...(storageState === undefined ? {} : { storageState }),
    });
    await act(await context.newPage());
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}
