// Travellers of the specimen state, each with a passport of their own, so that no story finds the
// people of another.
import { randomInt } from 'node:crypto';
import type { Day } from './visitor.ts';

export interface Person {
  surname: string;
  givenNames: string;
  birth: Day;
  birthPlace: string;
  /** Code of Doc 9303; UTO is the specimen state, Utopia. */
  nationality: string;
  passportNumber: string;
  issued: Day;
  expires: Day;
  email: string;
}

/** The day so many days from today. */
export function inDays(days: number): Day {
  const date = new Date(Date.now() + days * 86_400_000);
  return { day: date.getUTCDate(), month: date.getUTCMonth() + 1, year: date.getUTCFullYear() };
}

/** Today as the border counts it. */
export function inPhnomPenh(): Day {
  const date = new Date(Date.now() + 7 * 3_600_000);
  return { day: date.getUTCDate(), month: date.getUTCMonth() + 1, year: date.getUTCFullYear() };
}

export function person(email: string, changes: Partial<Person> = {}): Person {
  return {
    surname: 'Eriksson',
    givenNames: 'Anna Maria',
    birth: { day: 12, month: 8, year: 1974 },
    birthPlace: 'Zenith',
    nationality: 'UTO',
    passportNumber: `L${randomInt(10_000_000, 99_999_999)}`,
    issued: inDays(-700),
    expires: inDays(2_900),
    email,
    ...changes,
  };
}

/** The machine-readable zone of this person's passport (Doc 9303 part 4, format TD3). */
export function machineReadableZone(person: Person): string {
  const letters = (name: string) => name.toUpperCase().replaceAll("'", '').replace(/[^A-Z]/g, '<');
  const short = (date: Day) =>
    [date.year % 100, date.month, date.day].map((part) => String(part).padStart(2, '0')).join('');
  const names = `${letters(person.surname)}<<${letters(person.givenNames)}`;
  const number = person.passportNumber.padEnd(9, '<');
  const birth = short(person.birth);
  const expiry = short(person.expires);
  const optional = '<'.repeat(14);
  const checked = [number, birth, expiry, optional].map((part) => part + digit(part));
  const [numberPart = '', birthPart = '', expiryPart = '', optionalPart = ''] = checked;
  const composite = digit(numberPart + birthPart + expiryPart + optionalPart);
  const second = `${numberPart}${person.nationality}${birthPart}F${expiryPart}${optionalPart}${composite}`;
  return `${`P<${person.nationality}${names}`.padEnd(44, '<').slice(0, 44)}\n${second}`;
}

/** Check digit: weights 7, 3, 1; letters from 10, filler 0. */
function digit(text: string): string {
  const sum = [...text].reduce((sum, letter, index) => {
    const value = letter === '<' ? 0 : parseInt(letter, 36);
    return sum + value * ([7, 3, 1][index % 3] ?? 0);
  }, 0);
  return String(sum % 10);
}
