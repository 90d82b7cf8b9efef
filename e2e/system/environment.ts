import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from '@playwright/test'
import { z } from 'zod'
import { findChromium } from '#testing/chromium.ts'

/** The machine's Chromium, without network calls and prompts of its own. */
export const browser = {
  browserName: 'chromium' as const,
  locale: 'en-GB',
  timezoneId: 'UTC',
  viewport: { width: 1280, height: 800 },
  launchOptions: {
    executablePath: findChromium(),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
} satisfies Partial<PlaywrightTestOptions & PlaywrightWorkerOptions>

const foreign = z.object({
  E2E_PANEL_URL: z.url({
    error: 'E2E_PANEL_URL must be the address of a panel, like http://127.0.0.1:9000.',
  }),
  E2E_PANEL_KEY: z.string({ error: 'E2E_PANEL_URL also requires E2E_PANEL_KEY.' }).min(1),
  E2E_PANEL_SECRET: z.string({ error: 'E2E_PANEL_URL also requires E2E_PANEL_SECRET.' }).min(1),
})

export interface PanelAccess {
  readonly url: string
  readonly apiKey: string
  readonly apiSecret: string
}

/** Another implementation of the billing API to test. Null: our own sandbox is started. */
export function foreignPanel(): PanelAccess | null {
  if (!process.env.E2E_PANEL_URL) return null
  const given = foreign.parse(process.env)
  return {
    url: given.E2E_PANEL_URL.replace(/\/+$/, ''),
    apiKey: given.E2E_PANEL_KEY,
    apiSecret: given.E2E_PANEL_SECRET,
  }
}

/** The variants of NextPanel servers, as JSON for our sandbox: {"list":"404","createAnswer":"minimal"}. */
export const sandboxVariants = () => process.env.E2E_SANDBOX_VARIANTS ?? ''
