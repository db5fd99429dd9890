/** What axe finds wrong with a page, in a sentence each. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Found = { id: string; help: string; nodes: { target: string[] }[] }

/** Checks WCAG 2.2 A and AA and axe's own best practices in the page as it stands; with `rules`, only those. */
export async function faultsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Evaluated, not added: the page allows no script but its own.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE)
  const chosen = rules ? { runOnly: rules } : {}
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(chosen)})`)) as { violations: Found[] }
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(node => node.target.join(' ')).join(', ')})`,
  )
}
