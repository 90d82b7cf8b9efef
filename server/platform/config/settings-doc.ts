import { settingMeta, settings } from './settings.ts'

const introduction = `# Settings

All settings are environment variables, and all are optional. An empty value counts as unset. Settings that end in \`_MS\`
are in milliseconds. If a value is invalid, the program names the setting and does not start.

\`node server/platform/config/write-settings-doc.ts\` generates this page from server/platform/config/settings.ts.
`

/** Returns the text of docs/settings.md. */
export const settingsDoc = (): string => {
  const rows = Object.values(settings.shape).map((schema) => {
    const meta = settingMeta.get(schema)
    const fallback = meta?.fallback ? `\`${meta.fallback}\`` : 'unset'
    return `| \`${meta?.name}\` | ${fallback} | ${meta?.about} |`
  })
  return [introduction, '| Setting | Default | Purpose |', '| --- | --- | --- |', ...rows, ''].join('\n')
}
