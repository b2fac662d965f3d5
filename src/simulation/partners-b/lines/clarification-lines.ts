import { type LineBank } from './line.js';

/** Answers to our questions about what a figure is. */
export const CLARIFICATION_LINES: LineBank = {
  basis_net: {
    plain: [
      'That is net, what we get in the end.',
      'Net to us.',
      'I mean the net rate, after your commission.',
      '{figure} is net.',
    ],
    terse: ['net', 'net rate'],
    chatty: ['net net, what lands in my pocket :)'],
    formal: ['The figure is to be understood as net.'],
    second_language: ['It is netto, without your commission.'],
    typos: ['nett i mean'],
  },
  basis_selling: {
    plain: [
      'That is the selling price, what the guest pays.',
      'It is our selling rate.',
      'I mean the price on your site, commission included.',
      '{figure} is the guest price.',
    ],
    terse: ['selling', 'selling price'],
    chatty: ['the one the guest sees, so selling'],
    formal: ['The figure denotes the selling rate.'],
    second_language: ['Is the price which guest pay, selling.'],
    typos: ['seling price'],
  },
  clarify_per_night: {
    plain: ['For a single night.', 'Per room and night, of course.', 'That is for one night.'],
    terse: ['per night', 'a night'],
    formal: ['The rate applies per room and night.'],
    second_language: ['It is for each night.'],
    typos: ['per nigth'],
  },
  clarify_per_stay: {
    plain: ['For the whole stay.', 'That is the total, all nights together.', 'Per room for the stay.'],
    terse: ['total', 'whole stay'],
    formal: ['The amount is for the entire stay.'],
    second_language: ['For all the stay, complete.'],
    typos: ['for teh whole stay'],
  },
  clarify_nights: {
    plain: ['All of the nights.', 'For {stay}, all of it.', 'Every night of that stay.'],
    terse: ['all nights', 'all'],
    formal: ['It applies to each of the nights concerned.'],
    second_language: ['For all nights the same.'],
    typos: ['all thee nights'],
  },
  clarify_currency: {
    plain: ['In {currency}.', '{currency}, as always.', 'I mean {currency}.'],
    terse: ['{currency}'],
    formal: ['All our figures are in {currency}.'],
    second_language: ['It is {currency} money.'],
    typos: ['in {currency} ofcourse'],
  },
};
