/**
 * Looks at pages as people do who have no script: small by day and wide by night. A page of its own is driven with scripts off; what it
 * shows is then looked at in a second one, where axe can run although the page's own scripts cannot.
 */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { faultsOf } from '../support/axe.js'
import { MEASURE } from './measure.js'

export const CHROMIUM = '/usr/bin/chromium'
/** A folder for pictures of everything that is looked at, also at 390 pixels. */
const PICTURES = process.env.SCREENSHOTS

const SIGHTS = [
  { width: 320, height: 640, colorScheme: 'light' },
  ...(PICTURES
    ? ([
        { width: 390, height: 844, colorScheme: 'light' },
        { width: 390, height: 844, colorScheme: 'dark' },
      ] as const)
    : []),
  { width: 1280, height: 900, colorScheme: 'dark' },
] as const

/** What axe finds in another light or width; the rest is the same in each. */
const OF_LOOK = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable']

export interface Eye {
  /** A new visitor's page without scripts. */
  visitor(): Promise<Page>
  /** What is wrong with what the page shows, a sentence each. */
  look(page: Page, name: string): Promise<void>
  lookAt(html: string, url: string, name: string): Promise<void>
  /** What was found since this was asked last. */
  faults(): string[]
  close(): Promise<void>
}

export async function openEye(): Promise<Eye> {
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  const seeing = await (await browser.newContext({ locale: 'ko-KR' })).newPage()
  let shown = ''
  // Not `page.route`: it would turn the cache off, and each page loads its letters anew.
  const wire = await seeing.context().newCDPSession(seeing)
  wire.on('Fetch.requestPaused', ({ requestId }) =>
    wire.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: 200,
      responseHeaders: HEADERS,
      body: Buffer.from(shown).toString('base64'),
    }),
  )
  await wire.send('Fetch.enable', { patterns: [{ resourceType: 'Document' }] })
  let contexts: BrowserContext[] = []
  let found: string[] = []
  const lookAt = async (html: string, url: string, name: string) => {
    shown = html
    await seeing.goto(url)
    for (const [n, { width, height, colorScheme }] of SIGHTS.entries()) {
      await seeing.setViewportSize({ width, height })
      await seeing.emulateMedia({ colorScheme })
      const wrong = [
        ...((await seeing.evaluate(MEASURE)) as string[]),
        ...(await faultsOf(seeing, n ? OF_LOOK : undefined)),
      ]
      found.push(...wrong.map(fault => `${name} at ${width}, ${colorScheme}: ${fault}`))
      if (PICTURES) await seeing.screenshot({ path: `${PICTURES}/${name}-${width}-${colorScheme}.png`, fullPage: true })
    }
  }
  return {
    lookAt,
    async visitor() {
      const context = await browser.newContext({ javaScriptEnabled: false, locale: 'ko-KR' })
      contexts.push(context)
      return context.newPage()
    },
    async look(page, name) {
      // A click returns as soon as the next page begins to arrive.
      await page.waitForLoadState()
      await lookAt(await page.content(), page.url(), name)
    },
    faults() {
      const faults = found
      found = []
      return faults
    },
    async close() {
      await Promise.all(contexts.map(context => context.close()))
      contexts = []
      await browser.close()
    },
  }
}

const HEADERS = [
  { name: 'content-type', value: 'text/html; charset=utf-8' },
  { name: 'content-security-policy', value: "script-src 'none'" },
]
