import { describe, expect, it } from 'vitest'
import { guessColumns } from './guess-columns.ts'

const guess = (line: string, samples: readonly (readonly string[])[] = []) => {
  const names = line.split(',')
  const { preset, fields } = guessColumns(
    names,
    names.map((_, index) => samples[index] ?? []),
  )
  const mapped = names.flatMap((name, index) => (fields[index] ? [[name, fields[index]]] : []))
  return { preset, mapped: Object.fromEntries(mapped) }
}

describe('The columns of an export', () => {
  it('of WHMCS, from its report of clients', () => {
    expect(
      guess(
        'ID,First Name,Last Name,Company Name,Email,Address 1,Address 2,City,State,Postcode,Country,Currency ID,Client Group ID,Credit,Creation Date,Notes,Status',
      ),
    ).toEqual({
      preset: 'whmcs',
      mapped: {
        'First Name': 'firstName',
        'Last Name': 'lastName',
        'Company Name': 'companyName',
        Email: 'email',
        Status: 'isActive',
      },
    })
  })

  it('of WHMCS, from its table: the password is a hash', () => {
    expect(
      guess('id,firstname,lastname,companyname,email,phonenumber,password,language,status'),
    ).toMatchObject({
      preset: 'whmcs',
      mapped: { firstname: 'firstName', email: 'email', status: 'isActive' },
    })
    expect(guess('id,firstname,lastname,companyname,email,phonenumber,password').mapped).not.toHaveProperty(
      'password',
    )
  })

  it('of Blesta: the username is the one of the login', () => {
    expect(guess('id_code,username,first_name,last_name,company,email,status')).toEqual({
      preset: 'blesta',
      mapped: {
        first_name: 'firstName',
        last_name: 'lastName',
        company: 'companyName',
        email: 'email',
        status: 'isActive',
      },
    })
  })

  it('of FOSSBilling: the password is a hash', () => {
    expect(
      guess(
        'id,email,status,first_name,last_name,phone_cc,phone,company,company_vat,company_number,address_1,address_2,city,state,postcode,country,currency',
      ),
    ).toEqual({
      preset: 'fossbilling',
      mapped: {
        email: 'email',
        status: 'isActive',
        first_name: 'firstName',
        last_name: 'lastName',
        company: 'companyName',
      },
    })
    expect(guess('id,email,first_name,last_name,company,currency,pass').mapped).not.toHaveProperty('pass')
  })

  it.each([
    [
      'id,first_name,last_name,email,role_id,email_verified_at,password,tfa_secret,credits',
      { first_name: 'firstName', last_name: 'lastName' },
    ],
    ['id,name,email,email_verified_at,credits,password', { name: 'fullName' }],
  ])('of Paymenter: %s', (line, names) => {
    expect(guess(line)).toEqual({ preset: 'paymenter', mapped: { ...names, email: 'email' } })
  })

  it('of any other system, by their names in any spelling', () => {
    expect(
      guess(
        'E_Mail,FULL NAME,company,Password,active,Hosting_Username,hosting password,Hosting Email,Server,Plan,NextPanel User ID,Notes',
      ),
    ).toEqual({
      preset: 'generic',
      mapped: {
        E_Mail: 'email',
        'FULL NAME': 'fullName',
        company: 'companyName',
        Password: 'password',
        active: 'isActive',
        Hosting_Username: 'hostingUsername',
        'hosting password': 'hostingPassword',
        'Hosting Email': 'hostingEmail',
        Server: 'server',
        Plan: 'packageId',
        'NextPanel User ID': 'panelUserId',
      },
    })
  })

  it('never have the same meaning twice: the first one counts', () => {
    expect(guess('Email,Client Email,Name').mapped).toEqual({ Email: 'email', Name: 'fullName' })
  })

  it('have no first and last name beside a full name', () => {
    expect(guess('Email,First Name,Name,Last Name').mapped).toEqual({ Email: 'email', Name: 'fullName' })
  })

  it('have their email by its values, if no name says it', () => {
    expect(guess('Column 1,Column 2', [['Ada'], ['ada@a.example', 'b@b.example']]).mapped).toEqual({
      'Column 2': 'email',
    })
    expect(guess('Column 1,Column 2', [['Ada'], ['ada@a.example', 'Bob']]).mapped).toEqual({})
  })

  it('are not named after parts of JavaScript', () => {
    expect(guess('__proto__,constructor,toString').mapped).toEqual({})
  })

  it('include the columns of a file of credentials and of failed rows of this application', () => {
    expect(guess('Email,Full Name,Reason').mapped).toEqual({ Email: 'email', 'Full Name': 'fullName' })
  })
})
