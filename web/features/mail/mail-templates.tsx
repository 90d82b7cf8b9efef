import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type MailKind, type MailLanguage, mailKinds, mailLanguages } from '#contracts/mail/kinds.ts'
import { api } from '../../lib/api.ts'
import { oneOf } from '../../lib/one-of.ts'
import { Field } from '../../ui/field.tsx'
import { Panel } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { TemplateEditor } from './template-editor.tsx'

const text = words.mail

/** One template at a time, chosen from all kinds of mail. */
export function MailTemplates() {
  const [kind, setKind] = useState<MailKind>('welcome')
  const [chosen, setChosen] = useState<MailLanguage>()
  const setup = useQuery(api.mail.setup.queryOptions())
  const language = chosen ?? setup.data?.settings?.language ?? 'en'
  const templates = useQuery(api.mail.templates.queryOptions())
  if (templates.isError && !templates.data)
    return (
      <Panel>
        <LoadError error={templates.error} onRetry={() => void templates.refetch()} />
      </Panel>
    )
  if (!templates.data || setup.isPending)
    return (
      <Panel>
        <SkeletonRows rows={6} />
      </Panel>
    )
  const template = templates.data.items.find((each) => each.kind === kind && each.language === language)
  if (!template) return <EmptyState title={text.none} />
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap gap-4">
        <Field label={text.template} className="w-64 max-w-full">
          {(control) => (
            <Select
              {...control}
              value={kind}
              onChange={({ target }) => setKind(oneOf(mailKinds, target.value) ?? kind)}
            >
              {mailKinds.map((each) => (
                <option key={each} value={each}>
                  {text.kinds[each]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={text.language} className="w-40 max-w-full">
          {(control) => (
            <Select
              {...control}
              value={language}
              onChange={({ target }) => setChosen(oneOf(mailLanguages, target.value) ?? language)}
            >
              {mailLanguages.map((each) => (
                <option key={each} value={each}>
                  {text.languages[each]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <TemplateEditor key={`${kind} ${language} ${template.isChanged}`} template={template} />
    </div>
  )
}
