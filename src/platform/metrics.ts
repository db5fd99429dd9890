/** Counts and times of requests, in Prometheus' text form. A scrape sees all workers, whichever answers it. */
import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { RequestHandler } from 'express'
import {
  AggregatorRegistry,
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type MetricObject,
  Registry,
} from 'prom-client'
import { arrivalOf } from './arrivals.js'
import { equalSecrets } from './cipher.js'
import { doorOf } from './doors.js'
import { AppError } from './errors.js'
import { type Figures, type Link, WORKER_FAULTS } from './link.js'

export interface Metrics {
  readonly measure: RequestHandler
  readonly page: RequestHandler
  /** How long something took, in milliseconds as told, in seconds as shown. */
  time(name: string, help: string): (ms: number) => void
  /** A count by one of the reasons that are named here, each of which stands at nought from the start. */
  count<Reason extends string>(name: string, help: string, reasons: readonly Reason[]): (reason: Reason) => void
  /** Figures that are kept elsewhere and read whenever the page is; a gauge that several processes read is the same in each. */
  show<Value extends string>(type: 'counter' | 'gauge', name: string, help: string, by: ShownFigures<Value>): void
}

export interface ShownFigures<Value extends string> {
  readonly label: string
  /** What the label may be: nothing else is shown. */
  readonly values: readonly Value[]
  /** What it rejects with is not shown. */
  readonly read: () => Promise<Readonly<Record<Value, number>>>
}

const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** @param link to the other workers; without it this process is the whole service. */
export function createMetrics(link?: Pick<Link, 'figures' | 'onFiguresWanted'>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time from the arrival to the answer as the caller sees it, by door and status; cut: nobody was there to be answered',
    labelNames: ['door', 'status'] as const,
    buckets: BUCKETS_S,
    registers: [registry],
  })
  link?.onFiguresWanted(() => registry.getMetricsAsJSON())
  return {
    measure(request, response, next) {
      const door = doorOf(request.path)
      response.once('close', () => {
        seconds.observe({ door, status: statusOf(response) }, (performance.now() - arrivalOf(request)) / 1000)
      })
      next()
    },
    time(name, help) {
      const histogram = new Histogram({ name, help, buckets: BUCKETS_S, registers: [registry] })
      return ms => histogram.observe(ms / 1000)
    },
    count(name, help, reasons) {
      const counter = new Counter({ name, help, labelNames: ['reason'] as const, registers: [registry] })
      for (const reason of reasons) counter.inc({ reason }, 0)
      return reason => {
        if (reasons.includes(reason)) counter.inc({ reason })
      }
    },
    show(type, name, help, { label, values, read }) {
      const collect = async (figure: { reset(): void; inc(labels: Record<string, string>, by: number): void }) => {
        const figures = await read().catch(() => undefined)
        figure.reset()
        if (figures) for (const value of values) figure.inc({ [label]: value }, figures[value])
      }
      const options = { name, help, labelNames: [label], registers: [registry] }
      if (type === 'gauge')
        new Gauge({
          ...options,
          aggregator: 'max',
          collect() {
            return collect(this)
          },
        })
      else
        new Counter({
          ...options,
          collect() {
            return collect(this)
          },
        })
    },
    async page(_request, response) {
      const alone = async () => ({ ofWorkers: [await registry.getMetricsAsJSON()], replaced: {} })
      const { ofWorkers, replaced } = await (link?.figures() ?? alone())
      const all = [...(ofWorkers as MetricObject[][]), await ofReplaced(replaced)]
      response.type(registry.contentType).send(await AggregatorRegistry.aggregate(all).metrics())
    },
  }
}

/** Lets in who carries `token` in `Authorization: Bearer`, everybody else gets 401; without a token everybody is let in. */
export function requireMetricsToken(token: string | undefined): RequestHandler {
  return (request, response, next) => {
    const given = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? ''
    if (token === undefined || equalSecrets(given, token)) return next()
    response.set('WWW-Authenticate', 'Bearer')
    throw new AppError('unauthenticated', 'METRICS_TOKEN is needed: Authorization: Bearer <token>')
  }
}

/** A status that HTTP has no name for is none of ours. */
function statusOf({ writableFinished, statusCode }: ServerResponse): string {
  if (!writableFinished) return 'cut'
  return statusCode in STATUS_CODES ? String(statusCode) : 'other'
}

function ofReplaced(replaced: Figures['replaced']) {
  const registry = new Registry()
  const counter = new Counter({
    name: 'sonmoa_workers_replaced_total',
    help: 'Worker processes that were replaced, by reason',
    labelNames: ['reason'] as const,
    registers: [registry],
  })
  for (const reason of WORKER_FAULTS) counter.inc({ reason }, replaced[reason] ?? 0)
  return registry.getMetricsAsJSON()
}
