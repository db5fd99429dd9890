/** The words of the notices, in which a program's or a person's text stays inside its line. */
import { createBlocks, type Templates } from '../platform/templates.js'
import { noticeValue } from '../platform/values.js'
import { readWords } from '../platform/words.js'

/** Blocks `<kind>.text`, `<kind>.button-<name>` of `dialogs/notices`. */
export function createNoticeWords(): Templates {
  return createBlocks(readWords('dialogs/notices'), { escape: false, value: noticeValue })
}
