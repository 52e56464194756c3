// Printed by `npm run generate` from openapi.yaml (Apple Push Certificates Portal (mock) 1).
// sha-256 of the document: 89ce59882c17ebc4fff20557c390eec540bc24bec5dfbe211505fabba391f7cb
// Change the document and print again; a change made here is lost.

export interface paths {
    "/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the certificates */
        get: operations["listCertificates"];
        put?: never;
        /**
         * Create a certificate
         * @description The certificate has a new topic and is valid for a year, starting now by the world's clock.
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
                /** @description The id of the certificate. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Read a certificate */
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
                /** @description The id of the certificate. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Download a certificate as a file */
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
                /** @description The id of the certificate. */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew a certificate
         * @description Keeps the topic and the Apple ID. Serial number, key and validity are new. A certificate that expired more than thirty
         *     days ago cannot be renewed.
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
         * Download the certificates of the authority
         * @description The intermediate that issues the certificates, then the root, in PEM, for example for `openssl verify`.
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
         * @description The Apple ID that owns the certificate.
         * @example it-department@contoso.example
         */
        AppleIdentifier: string;
        /** @description The signing request as it was downloaded, in base64. */
        SigningRequest: string;
        Certificate: {
            /** Format: uuid */
            readonly id: string;
            appleIdentifier: components["schemas"]["AppleIdentifier"];
            /** @description The push topic, which is the UID of the certificate's subject. */
            topic: string;
            /** @description The serial number in upper-case hex. */
            serial: string;
            /** Format: date-time */
            notBefore: string;
            /** Format: date-time */
            notAfter: string;
            /** @description The certificate. null for a certificate of an initial scenario, because the portal did not issue it. */
            pem: string | null;
        };
        /** @description An error (RFC 9457). */
        Problem: {
            type?: string;
            title: string;
            status: number;
            detail?: string;
            code?: string;
            instance?: string;
            requestId?: string;
            /** @description The violations, one for each invalid property. */
            errors?: {
                pointer: string;
                rule: string;
                message: string;
            }[];
        };
    };
    responses: {
        /** @description The request failed. */
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
        /** @description The id of the certificate. */
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
                /** @description Returns only the certificates of this Apple ID. */
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
            /** @description The issued certificate. */
            201: {
                headers: {
                    /** @description The URL of the certificate. */
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
                /** @description The id of the certificate. */
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
                /** @description The id of the certificate. */
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
                /** @description The id of the certificate. */
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
            /** @description The renewed certificate. */
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
            /** @description The two certificates. */
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
