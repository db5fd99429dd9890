/** What nobody should send: texts, numbers and times at and over every edge. */
export const TEXTS = [
  ...[
    '\0',
    '가\u0000나',
    '\u202e가',
    '\u200b',
    '\u3164',
    '\ufffe',
    '',
    ' ',
    '가'.repeat(3000),
    'a'.repeat(30_000),
    '💥'.repeat(50),
  ],
  ...[
    "'; DROP TABLE programs; --",
    '%',
    '\\',
    '{{x}}',
    '__proto__',
    '<script>',
    '../../etc/passwd',
    '\r\nSet-Cookie: a=b',
  ],
  ...[
    '0000-01-01',
    '9999-12-31',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59+14:00',
    '2026-13-45',
    '-1',
    '1e309',
    'NaN',
  ],
  ...['99999999999999999999', '0x10', '[]', '{}', 'null', 'true', 'begin:apply:\0', 'begin:\0', 'begin:apply:x'],
] as const

/** As they stand in JSON: what is no text, and half a character. */
export const VALUES = [
  '"\\ud800"',
  'null',
  'true',
  '-1',
  '1e308',
  '1e-308',
  '[]',
  '{}',
  '[[]]',
  '{"a":{"b":[null]}}',
  '123456789012345678901234567890',
] as const

/** Raw parts of an address. */
export const RAW = [
  '%00',
  '%ED%A0%80',
  '%C0%80',
  '%FF',
  '%',
  '%zz',
  '..%2f..%2f',
  '%F0%9F%92%A5',
  'a'.repeat(7000),
  '%0d%0aX: y',
  'x;y',
  '~',
]

export const HEADERS: Record<string, string>[] = [
  { 'idempotency-key': 'k'.repeat(3000) },
  { 'idempotency-key': '\u00ff\u00fe' },
  { 'x-request-id': '\u00ff'.repeat(500) },
  { cookie: 'console=%00; visit=%ED%A0%80; a; =; console-form=\u00ff; %=%' },
  { authorization: 'Bearer \u00ff%00' },
  { 'x-forwarded-for': `${'1.2.3.4, '.repeat(200)}%00` },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': 'br' },
  { 'content-encoding': 'x' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'application/json; charset="' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': '\u00ff' },
  { accept: '\u00ff, ;q=x' },
  { 'accept-language': '*;q=1e999' },
  { 'if-none-match': '\u00ff', range: 'bytes=9-1' },
  { referer: '%00', origin: 'null', 'sec-fetch-site': 'same-origin' },
]
