/** What a process has worked, from Linux' `/proc`. */
import { readFileSync } from 'node:fs'

/** The kernel's USER_HZ is 100 on every Linux that Node runs on. */
const MS_A_TICK = 10

/** Processor time since it began, user and system, all threads; undefined where that is not told or the process is gone. */
export function cpuMsOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold spaces; user and system time are the 12th and 13th field after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * MS_A_TICK
  } catch {
    return undefined
  }
}
