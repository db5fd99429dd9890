/** The roof: every door of the service, in the order in which a request meets them. */
import express, { type ErrorRequestHandler, type Express } from 'express'
import helmet from 'helmet'
import type { House } from './assemble.js'
import type { Talk } from './assemble-talk.js'
import { createConsole } from './console/index.js'
import { showChat } from './jobs/chat-metrics.js'
import { startDelivering } from './jobs/deliver.js'
import { showNotices } from './jobs/notice-metrics.js'
import { startEndingOffers } from './jobs/offers.js'
import { startSweeping } from './jobs/sweep.js'
import { startWithdrawing } from './jobs/withdraw.js'
import { createPartner } from './partner/index.js'
import { seoulDay } from './platform/clock.js'
import { AppError } from './platform/errors.js'
import { toAppError } from './platform/http.js'
import type { Link } from './platform/link.js'
import type { Log } from './platform/log.js'
import { type Metrics, requireMetricsToken } from './platform/metrics.js'
import type { Withdrawals } from './services/withdrawals.js'
import { createSimulator } from './simulator/simulator.js'
import { createAssets } from './web/assets.js'
import { createWebFailures } from './web/failures.js'
import { createWeb } from './web/index.js'
import { readViews } from './web/views.js'
import { createKakaoWebhook } from './webhooks/kakao.js'
import { createTalkTalkResume, createTalkTalkWebhook } from './webhooks/talktalk.js'
import { TALKTALK_PATH } from './webhooks/talktalk-address.js'
import type { TalkTalkRefusals } from './webhooks/talktalk-refusals.js'
import { createValidate } from './webhooks/validation.js'

export interface App {
  readonly handler: Express
  /** Ends the work in the background; requests that are being answered go on. */
  stop(): Promise<void>
}

/** What is there before anything else, as it counts and tells from the start. */
export interface Process {
  readonly metrics: Metrics
  readonly refusals: TalkTalkRefusals
  readonly link: Link
  readonly withdrawals: Withdrawals
}

export function createApp(house: House, talk: Talk, { metrics, refusals, link, withdrawals }: Process): App {
  const { config, services, log, clock, talktalk, publicUrl } = house
  showNotices(metrics, services)
  showChat(metrics, services)
  const worker = startDelivering(services, log)
  const offers = startEndingOffers(services, worker.wake, log)
  const endSweeping = startSweeping(services, log)
  withdrawals.begin(services)
  const endWithdrawing = startWithdrawing(withdrawals, house.database.pulse.onReturn, log)
  const tellsTurn = !config.production
  const { name, contact } = config.operator
  const secureCookies = publicUrl().startsWith('https:')
  const talkTalkDoor = {
    ...talk,
    services,
    log,
    webhookKeys: config.talktalk.webhookKeys,
    refusals,
    withdrawals,
    client: talktalk,
    tellsTurn,
    wake: worker.wake,
  }
  const resume = createTalkTalkResume(talkTalkDoor)
  const views = readViews({
    operator: name && contact ? { name, contact } : undefined,
    kakaoUrl: config.kakao.channelUrl,
    talktalkUrl: config.talktalk.chatUrl,
    simulatorUrl: config.production ? undefined : '/simulator',
  })
  const validate = createValidate({ ...talk, today: () => seoulDay(clock.now()) })

  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', config.http.trustedProxies)
  app.use(metrics.measure)
  app.get('/livez', (_request, response) => void response.json({ alive: true }))
  app.get('/readyz', async (_request, response) => {
    await house.database.check()
    response.json({ ready: true })
  })
  if (config.metricsToken || !config.production)
    app.get('/metrics', requireMetricsToken(config.metricsToken), metrics.page)
  app.use(
    '/webhooks/kakao',
    createKakaoWebhook({
      ...talk,
      services,
      validate,
      log,
      wake: worker.wake,
      skillKey: config.kakao.skillKey,
      botId: config.kakao.botId,
      tellsTurn,
    }),
  )
  app.use(TALKTALK_PATH, createTalkTalkWebhook(talkTalkDoor))
  app.use(helmet({ contentSecurityPolicy: false, strictTransportSecurity: secureCookies }))
  app.use('/assets', createAssets())
  app.use('/partner/v1', createPartner(services))
  app.use('/console', createConsole({ ...services, log, secureCookies, publicUrl, absent: house.absent }))
  if (!config.production) app.use('/simulator', simulatorOf(house, link))
  app.use(
    createWeb({
      services,
      views,
      clock,
      log,
      secureCookies,
      onLinked: ({ messenger, userKey }) => (messenger === 'talktalk' ? resume(userKey) : Promise.resolve()),
    }),
  )
  app.use(() => {
    throw new AppError('not-found', 'There is nothing here')
  })
  app.use(createWebFailures({ views, log, secureCookies }), answerFailure(log))
  return {
    handler: app,
    stop: async () => {
      await Promise.all([endSweeping(), endWithdrawing(), offers.stop(), worker.stop()])
    },
  }
}

function simulatorOf({ config, clock, log, publicUrl, services }: House, link: Link) {
  const { kakao, talktalk } = config
  return createSimulator({
    clock,
    link,
    log,
    publicUrl,
    ownersOf: number => services.transactions.run(tx => services.accounts.ofPhone(tx, number)),
    afterClockSet: config.demo ? () => services.transactions.run(tx => services.demo.topUp(tx)) : undefined,
    kakaoSkillKey: kakao.skillKey,
    kakaoBotId: kakao.botId,
    talktalkWebhookKey: talktalk.webhookKeys[0],
  })
}

/** The one place where a failed JSON request is answered and logged. */
function answerFailure(log: Log): ErrorRequestHandler {
  return (error, request, response, next) => {
    const failure = toAppError(error)
    if (failure.status >= 500) log.error({ err: failure.cause ?? failure, method: request.method }, 'a request failed')
    if (response.headersSent) next(error)
    else response.status(failure.status).json(failure.toBody())
  }
}
