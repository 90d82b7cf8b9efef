import { type Sandbox, SandboxStartError, startSandbox } from './index.ts'
import { readSettings } from './settings.ts'

try {
  const sandbox = await startSandbox(readSettings(process.env))
  stopOnSignal(sandbox)
  process.stdout.write(announce(sandbox))
} catch (error) {
  if (!(error instanceof SandboxStartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

function announce({ url, controlUrl, keyIsNew, apiKey, apiSecret }: Sandbox): string {
  const lines = [`Sandbox NextPanel listens on ${url}; its page is ${controlUrl}/`]
  if (keyIsNew)
    lines.push(
      'Its SUPER_ADMIN key, shown only now:',
      `  API key     ${apiKey}`,
      `  API secret  ${apiSecret}`,
    )
  return `${lines.join('\n')}\n`
}

function stopOnSignal(sandbox: Sandbox): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, async () => {
      await sandbox.close()
      process.exit(0)
    })
}
