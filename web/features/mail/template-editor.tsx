import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { type MailTemplate, type MailTemplateText, mailTemplateText } from '#contracts/mail/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.mail

interface Values {
  subject: string
  text: string
}

/** The subject and the text of one kind of mail, with a preview. */
export function TemplateEditor({ template }: { template: MailTemplate }) {
  const queryClient = useQueryClient()
  const mayChange = useMay()('mail.write')
  const { kind, language } = template
  const form = useForm<Values, unknown, MailTemplateText>({
    defaultValues: { subject: template.subject, text: template.text },
    resolver: schemaResolver(mailTemplateText, (values) => ({ ...values, kind, language })),
  })
  const preview = useMutation({
    mutationFn: (body: MailTemplateText) =>
      client.mail.preview(body, { context: { idempotencyKey: randomUuid() } }),
  })
  const fields = ['subject', 'text'] as const
  const use = async (changed: MailTemplate, done: string) => {
    form.reset({ subject: changed.subject, text: changed.text })
    preview.reset()
    await queryClient.invalidateQueries({ queryKey: api.mail.templates.key() })
    toast.success(done)
  }
  const save = useFormSubmit({
    form,
    fields,
    send: async (body) => use(await client.mail.changeTemplate(body), text.templateSaved),
  })
  const show = useFormSubmit({
    form,
    fields,
    send: async (body) => {
      await preview.mutateAsync(body)
    },
  })
  const reset = useMutation({
    mutationFn: () => client.mail.resetTemplate({ kind, language }),
    onSuccess: (original) => use(original, text.templateReset),
    onError: (error) => {
      toast.error(explain(error))
    },
  })
  const { errors } = form.formState
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
      <Panel>
        <PanelTitle aside={template.isChanged && <StatusBadge tone="quiet" label={text.changed} />}>
          {text.kinds[kind]}
        </PanelTitle>
        <form noValidate onSubmit={save.submit} className="space-y-4 px-4 py-4">
          <TextField
            label={text.subject}
            readOnly={!mayChange}
            registration={form.register('subject')}
            error={errors.subject?.message}
          />
          <Field label={text.text} error={errors.text?.message} help={text.templatesHelp}>
            {(control) => (
              <textarea
                {...control}
                {...form.register('text')}
                dir="auto"
                readOnly={!mayChange}
                rows={14}
                className={`${controlClass} h-auto py-2 font-mono text-sm`}
              />
            )}
          </Field>
          <div>
            <h3 className="font-medium">{text.placeholders}</h3>
            <ul className="mt-1 space-y-0.5 text-sm text-muted">
              {template.placeholders.map(({ name, about, required }) => (
                <li key={name}>
                  <code className="text-text">{`{{${name}}}`}</code> <UserText>{about}</UserText>
                  {required && <> ({text.placeholderRequired})</>}
                </li>
              ))}
            </ul>
          </div>
          <FormError message={save.failure ?? show.failure} />
          <div className="flex flex-wrap gap-2">
            {mayChange && (
              <Button type="submit" variant="primary" blocked={save.sending}>
                {text.saveTemplate}
              </Button>
            )}
            <Button blocked={save.sending || preview.isPending} onClick={(event) => void show.submit(event)}>
              {preview.isPending ? text.previewing : text.preview}
            </Button>
            {mayChange && template.isChanged && (
              <Button variant="ghost" blocked={reset.isPending} onClick={() => reset.mutate()}>
                {text.resetTemplate}
              </Button>
            )}
          </div>
        </form>
      </Panel>
      <Panel>
        <PanelTitle>{text.preview}</PanelTitle>
        {preview.data ? (
          <div className="space-y-4 px-4 py-4">
            <p className="text-muted">{text.previewHelp}</p>
            <p className="font-semibold wrap-anywhere">
              <UserText>{preview.data.subject}</UserText>
            </p>
            <h3 className="font-medium">{text.previewText}</h3>
            <pre className="rounded-md bg-sunken p-3 text-sm wrap-anywhere whitespace-pre-wrap">
              <UserText>{preview.data.text}</UserText>
            </pre>
            <h3 className="font-medium">{text.previewHtml}</h3>
            {/* Without scripts, forms and links to this application, whatever the template contains. */}
            <iframe
              title={text.previewHtml}
              sandbox=""
              srcDoc={preview.data.html}
              className="h-72 w-full rounded-md border border-line bg-white"
            />
          </div>
        ) : (
          <EmptyState title={text.previewNone}>{text.previewNoneHelp}</EmptyState>
        )}
      </Panel>
    </div>
  )
}
