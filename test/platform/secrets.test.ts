import { expect } from 'chai';
import * as secrets from '../../server/platform/secrets.ts';

describe('secrets', () => {
  const tokens = secrets.tokensOf('the secret of a site, thirty-two characters');

  it('spell receipt keys so that nobody mistakes a character', () => {
    for (let turn = 0; turn < 200; turn++)
      expect(tokens.receiptKey()).to.match(
        /^([23456789ABCDEFGHJKMNPQRSTVWXYZ]{4}-){3}[23456789ABCDEFGHJKMNPQRSTVWXYZ]{4}$/,
      );
  });

  it('make a new key each time, and from the same seed the same', () => {
    expect(tokens.receiptKey()).to.not.equal(tokens.receiptKey());
    expect(tokens.receiptKey('seed')).to.equal(tokens.receiptKey('seed'));
    expect(tokens.receiptKey('seed')).to.not.equal(tokens.receiptKey('seee'));
  });

  it('read a key as people type it', () => {
    for (const typed of ['k7qx 2mpa 9vtc hr4d', 'K7QX-2MPA-9VTC-HR4D', ' k7qx2mpa9vtchr4d. '])
      expect(secrets.normaliseKey(typed)).to.equal('K7QX2MPA9VTCHR4D');
  });

  it('derive tokens from purpose and value, and from the secret of the site', () => {
    const token = tokens.derived('invitation', 'a');
    expect(token).to.match(/^[\w-]{43}$/);
    expect(tokens.derived('invitation', 'a')).to.equal(token);
    expect(tokens.derived('invitation', 'b')).to.not.equal(token);
    expect(tokens.derived('receipt', 'a')).to.not.equal(token);
    const others = secrets.tokensOf('the secret of another, thirty-two characters');
    expect(others.derived('invitation', 'a')).to.not.equal(token);
  });

  it('know a derived token from any other', () => {
    const token = tokens.derived('receipt', 'a');
    expect(tokens.isDerived(token, 'receipt', 'a')).to.equal(true);
    for (const wrong of ['', `${token}x`, token.slice(1), tokens.derived('receipt', 'b')])
      expect(tokens.isDerived(wrong, 'receipt', 'a')).to.equal(false);
  });

  it('compare a secret with its hash only', () => {
    const token = secrets.randomToken();
    expect(token).to.match(/^[\w-]{43}$/);
    expect(secrets.sameSecret(secrets.hashSecret(token), token)).to.equal(true);
    expect(secrets.sameSecret(secrets.hashSecret(token), `${token}x`)).to.equal(false);
    expect(secrets.sameSecret(token, token)).to.equal(false);
    expect(secrets.sameSecret('', token)).to.equal(false);
  });
});
