/** What production has to have set. */
import { randomBytes } from 'node:crypto'

export const randomKey = () => randomBytes(32).toString('base64')

export const PRODUCTION = {
  NODE_ENV: 'production',
  OPERATOR_NAME: '손모아청소년센터',
  OPERATOR_CONTACT: '02-000-0000',
  DATA_KEY: randomKey(),
  SIGNING_KEY: randomKey(),
  KAKAO_SKILL_KEY: 'skill-key-of-this-test',
  TALKTALK_WEBHOOK_KEY: 'webhook-key-of-this-test',
  PUBLIC_URL: 'https://sonmoa.example',
}
