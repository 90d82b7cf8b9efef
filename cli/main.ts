import { runCli } from './run.ts'

// A reader that closes early, such as head, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const ending = new AbortController()
process.on('SIGINT', () => {
  // The second Ctrl+C ends a command that does not end.
  if (ending.signal.aborted) process.exit(130)
  ending.abort()
})

process.exitCode = await runCli(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  input: process.stdin,
  env: process.env,
  signal: ending.signal,
})
