import { rmSync } from 'node:fs'
import { ensureWebAppBuilt } from '#server/http/index.ts'
import { makeTemplate } from './system/billing.ts'

/**
 * Once per run: the web app is built before two servers could build it at once, and a data folder is created
 * as a template.
 */
export default async function globalSetup() {
  await ensureWebAppBuilt()
  const template = await makeTemplate()
  process.env.E2E_TEMPLATE = template
  return () => rmSync(template, { recursive: true, force: true })
}
