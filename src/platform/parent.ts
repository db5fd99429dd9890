/** Notices that npm, which started this process, is gone: when it is killed nobody tells its child, which would go on as an orphan. */

const POLL_MS = 500

/**
 * Calls `gone` once, soon after the parent has ended. Only for a process that npm started (its script says `exec`, so that no shell
 * stands between): others may rightly outlive the shell they came from.
 */
export function watchParent(gone: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    gone()
  }, POLL_MS)
  timer.unref()
}
