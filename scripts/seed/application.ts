import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { startChild, stopChild } from '../children.ts'

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

/** Checks follow each move of the clock at once; reconciliations belong to the end. */
const history = { SERVER_CHECK_INTERVAL_MS: '2000', RECONCILE_INTERVAL_MS: '0' }

export interface Application {
  readonly webUrl: string
  readonly apiUrl: string
  stop(): Promise<void>
}

export interface ApplicationInThePast extends Application {
  /** Moves its clock. Only forwards: less behind than before. */
  setBehind(behindMs: number): Promise<void>
}

/** The server with its embedded database. @throws {Error} it ended before it listened */
export const startApplication = (env: Record<string, string>): Promise<Application> =>
  listening(
    startChild(['server/main.ts'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, LOG_LEVEL: 'error', ...engine, ...env },
    }),
  )

/** The same server on a clock that {@link ApplicationInThePast.setBehind} moves. */
export async function startInThePast(env: Record<string, string>): Promise<ApplicationInThePast> {
  const child = startChild(['scripts/seed/server.ts'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, LOG_LEVEL: 'error', ...engine, ...history, ...env },
  })
  return {
    ...(await listening(child)),
    async setBehind(behindMs) {
      const done = once(child, 'message')
      child.send({ behindMs })
      await done
    },
  }
}

function listening(child: ChildProcess): Promise<Application> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const [, webUrl, apiUrl] = announced.exec(output) ?? []
      if (webUrl && apiUrl) resolve({ webUrl, apiUrl, stop: () => stopChild(child) })
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`The application ended during startup. ${output}`)))
  })
}
