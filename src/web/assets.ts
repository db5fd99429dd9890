/** What the pages load: the style sheet, the scripts that read a fragment, the Korean font. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { Router } from 'express'

const FONT = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-kr/package.json'))

/**
 * To be mounted at `/assets`. Own files are asked for again each time (a 304 when unchanged), so that a page never meets an older
 * script; the font's parts stay in the browser for a year.
 */
export function createAssets(): Router {
  const options = { index: false, redirect: false } as const
  return Router()
    .get('/font/noto-sans-kr.css', (_req, res) => res.sendFile(join(FONT, 'index.css'), { maxAge: '1d' }))
    .use('/font/files', express.static(join(FONT, 'files'), { ...options, maxAge: '1y', immutable: true }))
    .use(express.static(fileURLToPath(new URL('./assets', import.meta.url)), { ...options, maxAge: 0 }))
}
