/** What the pages load, over HTTP. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import express from 'express'
import { createAssets } from '../../src/web/assets.js'

describe('the assets', () => {
  let server: Server
  let url: string
  before(async () => {
    server = express().use('/assets', createAssets()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/assets`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  it('are asked for again each time, so that a page never meets an older script', async () => {
    for (const file of ['web.css', 'link.js', 'link.css']) {
      const response = await fetch(`${url}/${file}`)
      expect([response.status, response.headers.get('cache-control')], file).to.deep.equal([200, 'public, max-age=0'])
    }
  })

  it('have every part of the font that its style sheet names, kept for a year', async () => {
    const sheet = await (await fetch(`${url}/font/noto-sans-kr.css`)).text()
    const parts = [...sheet.matchAll(/url\(\.\/(files\/[^)]+)\)/g)].map(match => match[1])
    expect(parts).to.have.length.above(100)
    const response = await fetch(`${url}/font/${parts[0]}`)
    expect(response.status).to.equal(200)
    expect(response.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable')
  })

  it('are nothing but that', async () => {
    for (const path of ['', 'font', 'font/package.json', '%2e%2e/index.ts', 'font/files/%2e%2e/package.json'])
      expect((await fetch(`${url}/${path}`)).status, path).to.equal(404)
  })
})
