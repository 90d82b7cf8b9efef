import { settingMeta, settings } from './settings.ts'

const introduction = `# Settings

All settings are environment variables, and none has to be set. An empty value counts as unset; a wrong one is
named at start, and the program does not run.

This page is written from server/platform/config/settings.ts by \`node server/platform/config/write-settings-doc.ts\`.
`

/** The text of docs/settings.md. */
export const settingsDoc = (): string => {
  const rows = Object.values(settings.shape).map((schema) => {
    const meta = settingMeta.get(schema)
    const fallback = meta?.fallback ? `\`${meta.fallback}\`` : 'unset'
    return `| \`${meta?.name}\` | ${fallback} | ${meta?.about} |`
  })
  return [introduction, '| Setting | Default | What it is for |', '| --- | --- | --- |', ...rows, ''].join(
    '\n',
  )
}
