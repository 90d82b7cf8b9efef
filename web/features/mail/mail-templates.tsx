import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type MailKind, mailKinds } from '#contracts/mail/kinds.ts'
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
  const templates = useQuery(api.mail.templates.queryOptions())
  if (templates.isError && !templates.data)
    return (
      <Panel>
        <LoadError error={templates.error} onRetry={() => void templates.refetch()} />
      </Panel>
    )
  if (!templates.data)
    return (
      <Panel>
        <SkeletonRows rows={6} />
      </Panel>
    )
  const template = templates.data.items.find((each) => each.kind === kind)
  if (!template) return <EmptyState title={text.none} />
  return (
    <div className="space-y-4">
      <Field label={text.template} className="max-w-sm">
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
      <TemplateEditor key={`${kind} ${template.isChanged}`} template={template} />
    </div>
  )
}
