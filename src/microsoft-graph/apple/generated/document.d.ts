// Printed by `npm run generate` from openapi.yaml (Apple Push Certificates Portal, a stand-in 1).
// sha-256 of the document: 27c547ac9563bb93bff8049682aa8064af480b9d1cf49f45a94323933c3aaab4
// Change the document and print again; a change made here is lost.

export interface paths {
    "/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The certificates */
        get: operations["listCertificates"];
        put?: never;
        /**
         * Create a certificate
         * @description A topic of its own, valid for a year from now by the clock of the world.
         */
        post: operations["createCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/certificates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names the certificate. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** One certificate */
        get: operations["getCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/certificates/{id}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names the certificate. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** The file to upload */
        get: operations["downloadCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/certificates/{id}/renew": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names the certificate. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew a certificate
         * @description The topic and the Apple ID stay; serial number, key and times are new. A certificate that expired more than thirty
         *     days ago is not renewed.
         */
        post: operations["renewCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/authority": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The chain of who issues
         * @description The intermediate that issues certificates, then the root, in PEM, as `openssl verify` takes them.
         */
        get: operations["getAuthority"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description The Apple ID that the certificate belongs to.
         * @example it-department@contoso.example
         */
        AppleIdentifier: string;
        /** @description What the service answers for a signing request, as it is, or the content of the file that it was saved to. */
        SigningRequest: string;
        Certificate: {
            /** Format: uuid */
            readonly id: string;
            appleIdentifier: components["schemas"]["AppleIdentifier"];
            /** @description What may be pushed to, the UID of the subject. */
            topic: string;
            /** @description The serial number in upper-case hex. */
            serial: string;
            /** Format: date-time */
            notBefore: string;
            /** Format: date-time */
            notAfter: string;
            /** @description The certificate; null for one that a scenario begins with, which nobody has issued here. */
            pem: string | null;
        };
        /** @description What is wrong (RFC 9457). */
        Problem: {
            type?: string;
            title: string;
            status: number;
            detail?: string;
            code?: string;
            instance?: string;
            requestId?: string;
            /** @description What is wrong, member by member. */
            errors?: {
                pointer: string;
                rule: string;
                message: string;
            }[];
        };
    };
    responses: {
        /** @description It cannot be done. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description Names the certificate. */
        Id: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listCertificates: {
        parameters: {
            query?: {
                /** @description Only those of one Apple ID. */
                appleIdentifier?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificates, in the order in which they were first issued. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificate"][];
                };
            };
            400: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    createCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    appleIdentifier: components["schemas"]["AppleIdentifier"];
                    signingRequest: components["schemas"]["SigningRequest"];
                };
            };
        };
        responses: {
            /** @description It was issued. */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificate"];
                };
            };
            400: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    getCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names the certificate. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificate. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificate"];
                };
            };
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    downloadCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names the certificate. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificate in PEM. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-pem-file": string;
                };
            };
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    renewCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names the certificate. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    signingRequest: components["schemas"]["SigningRequest"];
                };
            };
        };
        responses: {
            /** @description It was renewed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificate"];
                };
            };
            400: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    getAuthority: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Two certificates. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-pem-file": string;
                };
            };
            406: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
}
