/** Bodies of the partner API: JSON in UTF-8 that says so, or nothing. */
import express, { type RequestHandler } from 'express'
import { AppError } from '../platform/errors.js'

const JSON_TYPE = /^application\/json *(?:;|$)/i
const CHARSET = /; *charset *= *"?([^";]*)/i
const UTF_8 = /^utf-?8 *$/i

const requireJson: RequestHandler = (request, _response, next) => {
  const type = request.get('content-type')
  const { 'transfer-encoding': chunked, 'content-length': length = '0' } = request.headers
  const hasBody = chunked !== undefined || length !== '0'
  if (['GET', 'HEAD'].includes(request.method) || (type === undefined && !hasBody)) return next()
  const charset = CHARSET.exec(type ?? '')?.[1] ?? 'utf-8'
  if (!JSON_TYPE.test(type ?? '') || !UTF_8.test(charset))
    throw new AppError('wrong-type', 'The body has to be of the content type application/json, in UTF-8')
  request.headers['content-type'] = 'application/json'
  next()
}

export const readBody: RequestHandler[] = [requireJson, express.json({ limit: '100kb' })]
