import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { makeTemplate } from './system/billing.ts'

/**
 * Once per run: the web app and the documentation are built before two servers could build them at once, and a data
 * folder is created as a template.
 */
export default async function globalSetup() {
  for (const script of ['scripts/build-web.ts', 'scripts/build-docs.ts'])
    execFileSync(process.execPath, [script, '--if-changed'], { stdio: 'inherit' })
  const template = await makeTemplate()
  process.env.E2E_TEMPLATE = template
  return () => rmSync(template, { recursive: true, force: true })
}
