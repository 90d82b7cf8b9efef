/**
 * Ends the program at a stop signal, with the exit code that a shell shows for it. Without a listener, Node.js ends
 * without the event `exit`, and files with data of customers would remain. The listeners stay, because npm passes a
 * signal on, so it can arrive a second time while they are removed.
 */
export function endAtSignals(): void {
  for (const [signal, code] of [
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.on(signal, () => {
      process.stderr.write(`Stopped by ${signal}.\n`)
      process.exit(code)
    })
}
