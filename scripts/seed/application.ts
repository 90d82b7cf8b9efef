import { type ChildProcess, spawn } from 'node:child_process'

const announced = /web application (http:\/\/\S+), API (http:\/\/\S+)/

/** Short waits, so that what fails for good has failed when the seeding ends; for the rest as shipped. */
const engine = {
  PANEL_DEADLINE_MS: '4000',
  ENGINE_SETTLE_MS: '300',
  ENGINE_BACKOFF_FIRST_MS: '500',
  // Panels that are in trouble on purpose would hold up everybody else on them.
  ENGINE_BREAKER_FAILURES: '100',
}

export interface Application {
  readonly webUrl: string
  readonly apiUrl: string
  readonly process: ChildProcess
}

/** The server as it is shipped, on its embedded database. @throws {Error} it ended before it listened */
export function startApplication(env: Record<string, string>): Promise<Application> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LOG_LEVEL: 'error', ...engine, ...env },
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const [, webUrl, apiUrl] = announced.exec(said) ?? []
      if (webUrl && apiUrl) resolve({ webUrl, apiUrl, process: child })
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`The application ended at its start. ${said}`)))
  })
}
