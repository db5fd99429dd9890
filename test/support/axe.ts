/** What axe finds wrong with a page, in a sentence each. */
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

type Found = { id: string; help: string; nodes: { target: string[] }[] }

/** Checks WCAG 2.2 A and AA and axe's own best practices in the page as it stands. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE })
  const { violations } = (await page.evaluate('axe.run()')) as { violations: Found[] }
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(node => node.target.join(' ')).join(', ')})`,
  )
}
