import { rmSync } from 'node:fs'
import { ensureWebAppBuilt } from '#server/http/index.ts'
import { makeTemplate } from './system/billing.ts'

/** Once a run: the web app is built before two servers could do it at once, and a data folder made to start from. */
export default async function globalSetup() {
  await ensureWebAppBuilt()
  const template = await makeTemplate()
  process.env.E2E_TEMPLATE = template
  return () => rmSync(template, { recursive: true, force: true })
}
