import { type ChildProcess, spawn } from 'node:child_process'

const announced = /web application (http:\/\/\S+), API (http:\/\/\S+)/

/**
 * Short waits, so that permanent failures have failed when the seeding ends. The other settings are the
 * defaults.
 */
const engine = {
  PANEL_DEADLINE_MS: '4000',
  ENGINE_SETTLE_MS: '300',
  ENGINE_BACKOFF_FIRST_MS: '500',
  // Panels that fail on purpose would otherwise delay all other operations on them.
  ENGINE_BREAKER_FAILURES: '100',
}

export interface Application {
  readonly webUrl: string
  readonly apiUrl: string
  readonly process: ChildProcess
}

/** The server with its embedded database. @throws {Error} it ended before it listened */
export function startApplication(env: Record<string, string>): Promise<Application> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LOG_LEVEL: 'error', ...engine, ...env },
  })
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const [, webUrl, apiUrl] = announced.exec(output) ?? []
      if (webUrl && apiUrl) resolve({ webUrl, apiUrl, process: child })
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`The application ended during startup. ${output}`)))
  })
}
