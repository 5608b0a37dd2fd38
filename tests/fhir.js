// Says what is wrong with a FHIR R4 resource: JSON in, a list of messages out. Run by tests/fhir.py.

import { readFileSync } from "node:fs";
import fhir from "fhir";

const resource = JSON.parse(readFileSync(0, "utf8"));
const checker = new fhir.Fhir();
const parts = [resource, ...(resource.entry ?? []).map((entry) => entry.resource)];
const errors = parts.flatMap((part) => {
  const { messages } = checker.validate(part, { errorOnUnexpected: true });
  return messages
    .filter(({ severity }) => severity === "error" || severity === "fatal")
    .map(({ location, message }) => `${location}: ${message}`);
});
console.log(JSON.stringify(errors));
