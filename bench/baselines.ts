/**
 * What a turn is measured against, each in a process of its own: `echo`, Express 5 and nothing else; `floor`, what a durable turn cannot
 * do without, in seven round trips of plain prepared statements. Which one stands in `BASELINE`, the floor's database in `DATABASE_URL`.
 */
import express, { type Express, type Request } from 'express'
import pg from 'pg'

type Answer = (call: Call) => Promise<object>
interface Call {
  readonly userRequest: { readonly user: { readonly id: string }; readonly utterance: string }
}

/** Rows as wide and indexed as the service's own; what it costs to keep them is no merit or fault of the service. */
const PREPARE = `
  DROP SCHEMA IF EXISTS floor CASCADE;
  CREATE SCHEMA floor;
  CREATE TABLE floor.sessions (user_key text PRIMARY KEY, state jsonb NOT NULL);
  CREATE TABLE floor.programs (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), title text NOT NULL, place text NOT NULL, sido text NOT NULL,
    starts_at timestamptz NOT NULL);
  CREATE TABLE floor.turns (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_key text NOT NULL, request_key text,
    at timestamptz NOT NULL, utterance text NOT NULL, intent text NOT NULL, reply jsonb NOT NULL, UNIQUE (user_key, request_key));
  INSERT INTO floor.programs (title, place, sido, starts_at)
    SELECT '봉사 활동 ' || n, '봉사 활동을 하는 장소', '지역 ' || n % 17, now() + n * interval '10 minutes' FROM generate_series(1, 5000) AS n;
  CREATE INDEX programs_by_region ON floor.programs (sido, starts_at);
  CREATE INDEX turns_by_person ON floor.turns (user_key, id);
  CREATE INDEX turns_by_time ON floor.turns (at DESC, id DESC);
  CREATE INDEX turns_by_intent ON floor.turns (intent, at DESC);
  ANALYZE floor.programs`

const STATEMENTS = {
  begin: 'BEGIN',
  add: `INSERT INTO floor.sessions VALUES ($1, '{}') ON CONFLICT DO NOTHING`,
  lock: 'SELECT state FROM floor.sessions WHERE user_key = $1 FOR UPDATE',
  programs: 'SELECT * FROM floor.programs WHERE sido = $1 AND starts_at > $2 ORDER BY starts_at LIMIT 5',
  note: `INSERT INTO floor.turns (user_key, at, utterance, intent, reply) VALUES ($1, $2, $3, 'search', $4)`,
  remember: 'UPDATE floor.sessions SET state = $2 WHERE user_key = $1',
  commit: 'COMMIT',
} as const

interface Program {
  readonly id: string
  readonly title: string
  readonly place: string
  readonly starts_at: Date
}

async function createFloor(connectionString: string): Promise<Answer> {
  const pool = new pg.Pool({ connectionString, max: 10 })
  await pool.query(PREPARE)
  return async ({ userRequest: { user, utterance } }) => {
    const client = await pool.connect()
    const ask = <Row extends object>(name: keyof typeof STATEMENTS, ...values: unknown[]) =>
      client.query<Row>({ name, text: STATEMENTS[name], values })
    try {
      await ask('begin')
      await ask('add', user.id)
      await ask('lock', user.id)
      const { rows } = await ask<Program>('programs', `지역 ${utterance.length % 17}`, new Date())
      const answer = listCard(rows)
      const shown = rows.map(({ id, title }) => ({ value: `begin:apply:${id}`, words: [title, title], item: true }))
      await ask('note', user.id, new Date(), utterance, JSON.stringify(answer))
      await ask('remember', user.id, JSON.stringify({ shown, listed: shown }))
      await ask('commit')
      return answer
    } finally {
      client.release()
    }
  }
}

function listCard(programs: readonly Program[]): object {
  const items = programs.map(({ title, place, starts_at }) => ({
    title,
    description: `${starts_at.toISOString()} ${place}`,
    action: 'message',
    messageText: title,
  }))
  return { version: '2.0', template: { outputs: [{ listCard: { header: { title: '활동' }, items } }] } }
}

function createServer(answer: Answer): Express {
  const app = express()
  app.get('/readyz', (_request, response) => void response.json({ ready: true }))
  app.use(express.json())
  app.post('/', async ({ body }: Request, response) => {
    response.json(await answer(body))
  })
  return app
}

const { BASELINE, DATABASE_URL = '', PORT } = process.env
const echo: Answer = async ({ userRequest: { utterance } }) => ({
  version: '2.0',
  template: { outputs: [{ simpleText: { text: utterance } }] },
})
createServer(BASELINE === 'floor' ? await createFloor(DATABASE_URL) : echo).listen(Number(PORT), '127.0.0.1')
