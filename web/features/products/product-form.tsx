import { useForm } from 'react-hook-form'
import { type NewProduct, newProduct, type Product, productKinds } from '#contracts/products/schemas.ts'
import { errorText } from '../../lib/error-text.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useProductActions } from './use-products.ts'

const text = words.products
const kindOptions = productKinds.map((kind) => [kind, text.kinds[kind]] as const)

export function AddProductDialog({ onClose }: { onClose: () => void }) {
  const { create } = useProductActions()
  const key = useIdempotencyKey()
  return (
    <Dialog open wide onClose={onClose} title={text.addTitle}>
      <ProductForm
        submit={text.add}
        submitting={text.adding}
        send={async (body) => {
          await create(body, key.current())
          toast.success(text.added)
          onClose()
        }}
        onClose={onClose}
      />
    </Dialog>
  )
}

export function EditProductDialog({ product, onClose }: { product: Product; onClose: () => void }) {
  const { change } = useProductActions()
  return (
    <Dialog open wide onClose={onClose} title={text.editTitle}>
      <ProductForm
        product={product}
        submit={text.save}
        submitting={text.saving}
        send={async ({ kind: _, ...body }) => {
          await change(product.id, body)
          toast.success(text.saved)
          onClose()
        }}
        onClose={onClose}
      />
    </Dialog>
  )
}

interface Values {
  name: string
  description: string
  kind: Product['kind']
  packageId: string
  serverTags: string
  taxCategory: string
  withHosting: boolean
  isVisible: boolean
}

const valuesOf = (product: Product | undefined): Values => ({
  name: product?.name ?? '',
  description: product?.description ?? '',
  kind: product?.kind ?? 'plan',
  packageId: product?.packageId == null ? '' : String(product.packageId),
  serverTags: product?.serverTags.join(', ') ?? '',
  taxCategory: product?.taxCategory ?? 'standard',
  withHosting: product?.withHosting ?? true,
  isVisible: product?.isVisible ?? true,
})

/** A package of digits is a number, as panels list it. */
const packageOf = (typed: string): string | number | null => {
  if (typed.trim() === '') return null
  return /^[1-9]\d{0,8}$/.test(typed.trim()) ? Number.parseInt(typed, 10) : typed
}

const inputOf = ({ packageId, serverTags, withHosting, ...rest }: Values) => ({
  ...rest,
  packageId: packageOf(packageId),
  serverTags: serverTags
    .split(',')
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== ''),
  withHosting: withHosting && rest.kind !== 'one-time',
})

interface ProductFormProps {
  product?: Product
  submit: string
  submitting: string
  send: (body: NewProduct) => Promise<void>
  onClose: () => void
}

function ProductForm({ product, submit: label, submitting, send, onClose }: ProductFormProps) {
  const form = useForm<Values, unknown, NewProduct>({
    defaultValues: valuesOf(product),
    resolver: schemaResolver<Values, NewProduct>(newProduct, inputOf),
  })
  const { errors } = form.formState
  const kind = form.watch('kind')
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['name', 'kind', 'description', 'packageId', 'serverTags', 'taxCategory'],
    rename: (path) => path.split('.')[0] ?? path,
    send,
  })
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        <TextField
          label={text.name}
          help={text.nameHelp}
          registration={form.register('name')}
          error={errors.name?.message}
        />
        {!product && (
          <SelectField
            label={text.kind}
            help={text.kindHelp[kind]}
            options={kindOptions}
            registration={form.register('kind')}
            error={errors.kind?.message}
          />
        )}
        <TextAreaField
          label={text.description}
          optional
          rows={3}
          registration={form.register('description')}
          error={errors.description?.message}
        />
        <TextField
          label={text.taxCategory}
          help={text.taxCategoryHelp}
          literal
          registration={form.register('taxCategory')}
          error={errors.taxCategory?.message}
        />
        {kind !== 'one-time' && (
          <>
            <Checkbox
              label={text.withHosting}
              help={text.withHostingHelp}
              registration={form.register('withHosting')}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField
                label={text.package}
                help={text.packageHelp}
                optional
                literal
                registration={form.register('packageId')}
                error={errors.packageId?.message}
              />
              <TextField
                label={text.tags}
                help={text.tagsHelp}
                optional
                literal
                registration={form.register('serverTags')}
                error={errorText(errors.serverTags)}
              />
            </div>
          </>
        )}
        <Checkbox
          label={text.isVisible}
          help={text.isVisibleHelp}
          registration={form.register('isVisible')}
        />
      </DialogBody>
      <DialogFooter above={<FormError message={failure} />}>
        <Button variant="ghost" onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button type="submit" variant="primary" className="min-w-32" blocked={sending}>
          {sending ? submitting : label}
        </Button>
      </DialogFooter>
    </form>
  )
}
