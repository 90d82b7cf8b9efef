import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { generatePassword } from '#contracts/password-generator.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Exhibit } from './exhibit.tsx'

const options = [
  { value: 'a', label: 'Production Server (5/100)', detail: 'Frankfurt' },
  { value: 'b', label: 'Busy Server (10/11)', detail: 'Lisbon, over 90% full' },
  { value: 'c', label: 'Gone Server (0/50)', disabledBecause: 'The server is offline.' },
]

export function Controls() {
  const { register, control, setValue } = useForm({
    defaultValues: {
      text: 'ada@example.com',
      wrong: 'ada at',
      password: 'correct horse',
      ticked: true,
      off: false,
    },
  })
  const password = useWatch({ control, name: 'password' })
  const [choice, setChoice] = useState('')
  return (
    <>
      <Exhibit title="Buttons">
        <div className="flex flex-wrap gap-2">
          <Button variant="primary">Primary</Button>
          <Button>Secondary</Button>
          <Button variant="ghost">Ghost</Button>
          <Button variant="danger">Danger</Button>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" blocked>
            Blocked
          </Button>
          <Button blocked>Blocked</Button>
          <Button size="sm">Small</Button>
          <Button size="sm" variant="primary">
            Small
          </Button>
        </div>
      </Exhibit>
      <Exhibit title="Fields">
        <TextField label="Email" registration={register('text')} help="What it is for." />
        <TextField label="Company" optional registration={register('text')} />
        <TextField
          label="With an error"
          registration={register('wrong')}
          error="Email is not a valid address. Write it like name@example.com."
        />
        <Field label="Select">
          {(attributes) => (
            <Select {...attributes}>
              <option>Newest first</option>
              <option disabled>Disabled</option>
            </Select>
          )}
        </Field>
        <Field label="Choice" help="Options say why they cannot be picked.">
          {(attributes) => (
            <Choice
              control={attributes}
              value={choice}
              onChange={setChoice}
              placeholder="Select a server"
              options={options}
            />
          )}
        </Field>
        <Checkbox label="Ticked" registration={register('ticked')} help="What it means." />
        <Checkbox label="Not ticked" registration={register('off')} />
      </Exhibit>
      <Exhibit title="Password">
        <form>
          <PasswordField
            label="Password"
            registration={register('password')}
            help="At least 8 characters."
            strength={{ value: password, known: ['ada@example.com'] }}
            onGenerate={() => setValue('password', generatePassword())}
          />
        </form>
      </Exhibit>
    </>
  )
}
