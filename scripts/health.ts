import { ConfigError, parseConfig } from '#server/platform/config/index.ts'

// The health check of the container: exit code 0 if this installation responds and its database works.

const timeoutMs = 4000

function healthUrl(): string {
  const { role, metricsPort, webPort } = parseConfig(process.env)
  const port = metricsPort ?? (role === 'worker' ? undefined : webPort)
  if (port === undefined) throw new ConfigError(['With ROLE=worker, the health check needs METRICS_PORT.'])
  return `http://127.0.0.1:${port}/health`
}

try {
  const { status } = await fetch(healthUrl(), { signal: AbortSignal.timeout(timeoutMs) })
  process.stdout.write(`/health responds with ${status}.\n`)
  process.exitCode = status === 200 ? 0 : 1
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : 'The server does not respond.'}\n`)
  process.exitCode = 1
}
