import { render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Sentence, UserText } from './user-text.tsx'

const hebrew = 'אחסון תל אביב'

test('isolates a value from the text around it', () => {
  const { container } = render(
    <p>
      <UserText>{hebrew}</UserText> · <UserText>info@example.com</UserText>
    </p>,
  )
  expect([...container.querySelectorAll('bdi')].map((each) => each.textContent)).toEqual([
    hebrew,
    'info@example.com',
  ])
  expect(container.textContent).toBe(`${hebrew} · info@example.com`)
})

test('isolates each value of a sentence and keeps the sentence', () => {
  const text = (name: string, email: string) => `For ${name}. You will sign in with ${email}.`
  const { container } = render(
    <p>
      <Sentence text={text} values={[hebrew, 'info@example.com']} />
    </p>,
  )
  expect(container.textContent).toBe(text(hebrew, 'info@example.com'))
  expect([...container.querySelectorAll('bdi')].map((each) => each.textContent)).toEqual([
    hebrew,
    'info@example.com',
  ])
})
