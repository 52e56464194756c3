// Printed by `npm run generate` from openapi.yaml (Microsoft Graph, Apple push certificate of Intune v1.0).
// sha-256 of the document: 7fadb0c2badac6d97c32eda49263d02f77990a58a68c800e415e9144bd25f961
// Change the document and print again; a change made here is lost.

export const contract = {
  sha256: "7fadb0c2badac6d97c32eda49263d02f77990a58a68c800e415e9144bd25f961",
  inherited: [],
  operations: [
    {
      "id": "getApplePushNotificationCertificate",
      "method": "GET",
      "path": "/deviceManagement/applePushNotificationCertificate",
      "bases": [
        "/v1.0",
        "/beta"
      ],
      "pointer": "/paths/~1deviceManagement~1applePushNotificationCertificate/get",
      "parameters": [],
      "responses": [
        {
          "status": "200",
          "pointer": "/components/responses/Certificate",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Certificate/content/application~1json",
              "schema": "/components/schemas/applePushNotificationCertificate",
              "examples": [
                {
                  "name": "documented",
                  "pointer": "/components/responses/Certificate/content/application~1json/examples/documented/value"
                }
              ]
            }
          ]
        },
        {
          "status": "400",
          "pointer": "/components/responses/BadRequest",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/BadRequest/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "badRequest",
                  "pointer": "/components/responses/BadRequest/content/application~1json/examples/badRequest/value"
                }
              ]
            }
          ]
        },
        {
          "status": "401",
          "pointer": "/components/responses/Unauthorized",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Unauthorized/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "noToken",
                  "pointer": "/components/responses/Unauthorized/content/application~1json/examples/noToken/value"
                }
              ]
            }
          ]
        },
        {
          "status": "403",
          "pointer": "/components/responses/Forbidden",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Forbidden/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "noScope",
                  "pointer": "/components/responses/Forbidden/content/application~1json/examples/noScope/value"
                }
              ]
            }
          ]
        },
        {
          "status": "404",
          "pointer": "/components/responses/NotFound",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/NotFound/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "notFound",
                  "pointer": "/components/responses/NotFound/content/application~1json/examples/notFound/value"
                }
              ]
            }
          ]
        },
        {
          "status": "405",
          "pointer": "/components/responses/MethodNotAllowed",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/MethodNotAllowed/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "delete",
                  "pointer": "/components/responses/MethodNotAllowed/content/application~1json/examples/delete/value"
                }
              ]
            }
          ]
        },
        {
          "status": "406",
          "pointer": "/components/responses/NotAcceptable",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/NotAcceptable/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "html",
                  "pointer": "/components/responses/NotAcceptable/content/application~1json/examples/html/value"
                }
              ]
            }
          ]
        },
        {
          "status": "429",
          "pointer": "/components/responses/TooManyRequests",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/TooManyRequests/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "throttled",
                  "pointer": "/components/responses/TooManyRequests/content/application~1json/examples/throttled/value"
                }
              ]
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Error",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Error/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "internal",
                  "pointer": "/components/responses/Error/content/application~1json/examples/internal/value"
                }
              ]
            }
          ]
        }
      ],
      "security": [
        {
          "azureAD": [
            "DeviceManagementServiceConfig.Read.All"
          ]
        },
        {
          "azureAD": [
            "DeviceManagementServiceConfig.ReadWrite.All"
          ]
        },
        {
          "bearer": [
            "DeviceManagementServiceConfig.Read.All"
          ]
        },
        {
          "bearer": [
            "DeviceManagementServiceConfig.ReadWrite.All"
          ]
        }
      ]
    },
    {
      "id": "updateApplePushNotificationCertificate",
      "method": "PATCH",
      "path": "/deviceManagement/applePushNotificationCertificate",
      "bases": [
        "/v1.0",
        "/beta"
      ],
      "pointer": "/paths/~1deviceManagement~1applePushNotificationCertificate/patch",
      "parameters": [],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1deviceManagement~1applePushNotificationCertificate/patch/requestBody/content/application~1json",
            "schema": "/components/schemas/applePushNotificationCertificate",
            "examples": [
              {
                "name": "otherAppleId",
                "pointer": "/paths/~1deviceManagement~1applePushNotificationCertificate/patch/requestBody/content/application~1json/examples/otherAppleId/value"
              },
              {
                "name": "update",
                "pointer": "/paths/~1deviceManagement~1applePushNotificationCertificate/patch/requestBody/content/application~1json/examples/update/value"
              }
            ]
          }
        ],
        "partial": true
      },
      "responses": [
        {
          "status": "200",
          "pointer": "/components/responses/Certificate",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Certificate/content/application~1json",
              "schema": "/components/schemas/applePushNotificationCertificate",
              "examples": [
                {
                  "name": "documented",
                  "pointer": "/components/responses/Certificate/content/application~1json/examples/documented/value"
                }
              ]
            }
          ]
        },
        {
          "status": "400",
          "pointer": "/components/responses/BadRequest",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/BadRequest/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "badRequest",
                  "pointer": "/components/responses/BadRequest/content/application~1json/examples/badRequest/value"
                }
              ]
            }
          ]
        },
        {
          "status": "401",
          "pointer": "/components/responses/Unauthorized",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Unauthorized/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "noToken",
                  "pointer": "/components/responses/Unauthorized/content/application~1json/examples/noToken/value"
                }
              ]
            }
          ]
        },
        {
          "status": "403",
          "pointer": "/components/responses/Forbidden",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Forbidden/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "noScope",
                  "pointer": "/components/responses/Forbidden/content/application~1json/examples/noScope/value"
                }
              ]
            }
          ]
        },
        {
          "status": "404",
          "pointer": "/components/responses/NotFound",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/NotFound/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "notFound",
                  "pointer": "/components/responses/NotFound/content/application~1json/examples/notFound/value"
                }
              ]
            }
          ]
        },
        {
          "status": "405",
          "pointer": "/components/responses/MethodNotAllowed",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/MethodNotAllowed/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "delete",
                  "pointer": "/components/responses/MethodNotAllowed/content/application~1json/examples/delete/value"
                }
              ]
            }
          ]
        },
        {
          "status": "406",
          "pointer": "/components/responses/NotAcceptable",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/NotAcceptable/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "html",
                  "pointer": "/components/responses/NotAcceptable/content/application~1json/examples/html/value"
                }
              ]
            }
          ]
        },
        {
          "status": "413",
          "pointer": "/components/responses/PayloadTooLarge",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/PayloadTooLarge/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "tooLarge",
                  "pointer": "/components/responses/PayloadTooLarge/content/application~1json/examples/tooLarge/value"
                }
              ]
            }
          ]
        },
        {
          "status": "415",
          "pointer": "/components/responses/UnsupportedMediaType",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/UnsupportedMediaType/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "text",
                  "pointer": "/components/responses/UnsupportedMediaType/content/application~1json/examples/text/value"
                }
              ]
            }
          ]
        },
        {
          "status": "429",
          "pointer": "/components/responses/TooManyRequests",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/TooManyRequests/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "throttled",
                  "pointer": "/components/responses/TooManyRequests/content/application~1json/examples/throttled/value"
                }
              ]
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Error",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Error/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "internal",
                  "pointer": "/components/responses/Error/content/application~1json/examples/internal/value"
                }
              ]
            }
          ]
        }
      ],
      "security": [
        {
          "azureAD": [
            "DeviceManagementServiceConfig.ReadWrite.All"
          ]
        },
        {
          "bearer": [
            "DeviceManagementServiceConfig.ReadWrite.All"
          ]
        }
      ]
    },
    {
      "id": "downloadApplePushNotificationCertificateSigningRequest",
      "method": "GET",
      "path": "/deviceManagement/applePushNotificationCertificate/downloadApplePushNotificationCertificateSigningRequest()",
      "bases": [
        "/v1.0",
        "/beta"
      ],
      "pointer": "/paths/~1deviceManagement~1applePushNotificationCertificate~1downloadApplePushNotificationCertificateSigningRequest()/get",
      "parameters": [],
      "responses": [
        {
          "status": "200",
          "pointer": "/components/responses/SigningRequest",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/SigningRequest/content/application~1json",
              "schema": "/components/schemas/signingRequest",
              "examples": [
                {
                  "name": "signingRequest",
                  "pointer": "/components/responses/SigningRequest/content/application~1json/examples/signingRequest/value"
                }
              ]
            }
          ]
        },
        {
          "status": "400",
          "pointer": "/components/responses/BadRequest",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/BadRequest/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "badRequest",
                  "pointer": "/components/responses/BadRequest/content/application~1json/examples/badRequest/value"
                }
              ]
            }
          ]
        },
        {
          "status": "401",
          "pointer": "/components/responses/Unauthorized",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Unauthorized/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "noToken",
                  "pointer": "/components/responses/Unauthorized/content/application~1json/examples/noToken/value"
                }
              ]
            }
          ]
        },
        {
          "status": "403",
          "pointer": "/components/responses/Forbidden",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Forbidden/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "noScope",
                  "pointer": "/components/responses/Forbidden/content/application~1json/examples/noScope/value"
                }
              ]
            }
          ]
        },
        {
          "status": "404",
          "pointer": "/components/responses/NotFound",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/NotFound/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "notFound",
                  "pointer": "/components/responses/NotFound/content/application~1json/examples/notFound/value"
                }
              ]
            }
          ]
        },
        {
          "status": "405",
          "pointer": "/components/responses/MethodNotAllowed",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/MethodNotAllowed/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "delete",
                  "pointer": "/components/responses/MethodNotAllowed/content/application~1json/examples/delete/value"
                }
              ]
            }
          ]
        },
        {
          "status": "406",
          "pointer": "/components/responses/NotAcceptable",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/NotAcceptable/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "html",
                  "pointer": "/components/responses/NotAcceptable/content/application~1json/examples/html/value"
                }
              ]
            }
          ]
        },
        {
          "status": "429",
          "pointer": "/components/responses/TooManyRequests",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/TooManyRequests/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "throttled",
                  "pointer": "/components/responses/TooManyRequests/content/application~1json/examples/throttled/value"
                }
              ]
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Error",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Error/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "internal",
                  "pointer": "/components/responses/Error/content/application~1json/examples/internal/value"
                }
              ]
            }
          ]
        }
      ],
      "security": [
        {
          "azureAD": [
            "DeviceManagementServiceConfig.ReadWrite.All"
          ]
        },
        {
          "bearer": [
            "DeviceManagementServiceConfig.ReadWrite.All"
          ]
        }
      ]
    },
    {
      "id": "generateApplePushNotificationCertificateSigningRequest",
      "method": "POST",
      "path": "/deviceManagement/applePushNotificationCertificate/generateApplePushNotificationCertificateSigningRequest",
      "bases": [
        "/beta"
      ],
      "pointer": "/paths/~1deviceManagement~1applePushNotificationCertificate~1generateApplePushNotificationCertificateSigningRequest/post",
      "parameters": [],
      "responses": [
        {
          "status": "200",
          "pointer": "/components/responses/SigningRequest",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/SigningRequest/content/application~1json",
              "schema": "/components/schemas/signingRequest",
              "examples": [
                {
                  "name": "signingRequest",
                  "pointer": "/components/responses/SigningRequest/content/application~1json/examples/signingRequest/value"
                }
              ]
            }
          ]
        },
        {
          "status": "400",
          "pointer": "/components/responses/BadRequest",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/BadRequest/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "badRequest",
                  "pointer": "/components/responses/BadRequest/content/application~1json/examples/badRequest/value"
                }
              ]
            }
          ]
        },
        {
          "status": "401",
          "pointer": "/components/responses/Unauthorized",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Unauthorized/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "noToken",
                  "pointer": "/components/responses/Unauthorized/content/application~1json/examples/noToken/value"
                }
              ]
            }
          ]
        },
        {
          "status": "403",
          "pointer": "/components/responses/Forbidden",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Forbidden/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "noScope",
                  "pointer": "/components/responses/Forbidden/content/application~1json/examples/noScope/value"
                }
              ]
            }
          ]
        },
        {
          "status": "404",
          "pointer": "/components/responses/NotFound",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/NotFound/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "notFound",
                  "pointer": "/components/responses/NotFound/content/application~1json/examples/notFound/value"
                }
              ]
            }
          ]
        },
        {
          "status": "405",
          "pointer": "/components/responses/MethodNotAllowed",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/MethodNotAllowed/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "delete",
                  "pointer": "/components/responses/MethodNotAllowed/content/application~1json/examples/delete/value"
                }
              ]
            }
          ]
        },
        {
          "status": "406",
          "pointer": "/components/responses/NotAcceptable",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/NotAcceptable/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "html",
                  "pointer": "/components/responses/NotAcceptable/content/application~1json/examples/html/value"
                }
              ]
            }
          ]
        },
        {
          "status": "429",
          "pointer": "/components/responses/TooManyRequests",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/TooManyRequests/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "throttled",
                  "pointer": "/components/responses/TooManyRequests/content/application~1json/examples/throttled/value"
                }
              ]
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Error",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Error/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "internal",
                  "pointer": "/components/responses/Error/content/application~1json/examples/internal/value"
                }
              ]
            }
          ]
        }
      ],
      "security": [
        {
          "azureAD": [
            "DeviceManagementServiceConfig.ReadWrite.All"
          ]
        },
        {
          "bearer": [
            "DeviceManagementServiceConfig.ReadWrite.All"
          ]
        }
      ]
    },
    {
      "id": "getDataSharingConsent",
      "method": "GET",
      "path": "/deviceManagement/dataSharingConsents/{dataSharingConsent-id}",
      "bases": [
        "/beta"
      ],
      "pointer": "/paths/~1deviceManagement~1dataSharingConsents~1{dataSharingConsent-id}/get",
      "parameters": [
        {
          "name": "dataSharingConsent-id",
          "pointer": "/components/parameters/DataSharingConsent",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/DataSharingConsent/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/components/responses/DataSharingConsent",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/DataSharingConsent/content/application~1json",
              "schema": "/components/schemas/dataSharingConsent",
              "examples": [
                {
                  "name": "granted",
                  "pointer": "/components/responses/DataSharingConsent/content/application~1json/examples/granted/value"
                }
              ]
            }
          ]
        },
        {
          "status": "400",
          "pointer": "/components/responses/BadRequest",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/BadRequest/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "badRequest",
                  "pointer": "/components/responses/BadRequest/content/application~1json/examples/badRequest/value"
                }
              ]
            }
          ]
        },
        {
          "status": "401",
          "pointer": "/components/responses/Unauthorized",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Unauthorized/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "noToken",
                  "pointer": "/components/responses/Unauthorized/content/application~1json/examples/noToken/value"
                }
              ]
            }
          ]
        },
        {
          "status": "403",
          "pointer": "/components/responses/Forbidden",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Forbidden/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "noScope",
                  "pointer": "/components/responses/Forbidden/content/application~1json/examples/noScope/value"
                }
              ]
            }
          ]
        },
        {
          "status": "404",
          "pointer": "/components/responses/NotFound",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/NotFound/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "notFound",
                  "pointer": "/components/responses/NotFound/content/application~1json/examples/notFound/value"
                }
              ]
            }
          ]
        },
        {
          "status": "405",
          "pointer": "/components/responses/MethodNotAllowed",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/MethodNotAllowed/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "delete",
                  "pointer": "/components/responses/MethodNotAllowed/content/application~1json/examples/delete/value"
                }
              ]
            }
          ]
        },
        {
          "status": "406",
          "pointer": "/components/responses/NotAcceptable",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/NotAcceptable/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "html",
                  "pointer": "/components/responses/NotAcceptable/content/application~1json/examples/html/value"
                }
              ]
            }
          ]
        },
        {
          "status": "429",
          "pointer": "/components/responses/TooManyRequests",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/TooManyRequests/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "throttled",
                  "pointer": "/components/responses/TooManyRequests/content/application~1json/examples/throttled/value"
                }
              ]
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Error",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Error/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "internal",
                  "pointer": "/components/responses/Error/content/application~1json/examples/internal/value"
                }
              ]
            }
          ]
        }
      ],
      "security": [
        {
          "azureAD": [
            "DeviceManagementServiceConfig.Read.All"
          ]
        },
        {
          "azureAD": [
            "DeviceManagementServiceConfig.ReadWrite.All"
          ]
        },
        {
          "bearer": [
            "DeviceManagementServiceConfig.Read.All"
          ]
        },
        {
          "bearer": [
            "DeviceManagementServiceConfig.ReadWrite.All"
          ]
        }
      ]
    },
    {
      "id": "consentToDataSharing",
      "method": "POST",
      "path": "/deviceManagement/dataSharingConsents/{dataSharingConsent-id}/consentToDataSharing",
      "bases": [
        "/beta"
      ],
      "pointer": "/paths/~1deviceManagement~1dataSharingConsents~1{dataSharingConsent-id}~1consentToDataSharing/post",
      "parameters": [
        {
          "name": "dataSharingConsent-id",
          "pointer": "/components/parameters/DataSharingConsent",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/DataSharingConsent/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/components/responses/DataSharingConsent",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/DataSharingConsent/content/application~1json",
              "schema": "/components/schemas/dataSharingConsent",
              "examples": [
                {
                  "name": "granted",
                  "pointer": "/components/responses/DataSharingConsent/content/application~1json/examples/granted/value"
                }
              ]
            }
          ]
        },
        {
          "status": "400",
          "pointer": "/components/responses/BadRequest",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/BadRequest/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "badRequest",
                  "pointer": "/components/responses/BadRequest/content/application~1json/examples/badRequest/value"
                }
              ]
            }
          ]
        },
        {
          "status": "401",
          "pointer": "/components/responses/Unauthorized",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Unauthorized/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "noToken",
                  "pointer": "/components/responses/Unauthorized/content/application~1json/examples/noToken/value"
                }
              ]
            }
          ]
        },
        {
          "status": "403",
          "pointer": "/components/responses/Forbidden",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Forbidden/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "noScope",
                  "pointer": "/components/responses/Forbidden/content/application~1json/examples/noScope/value"
                }
              ]
            }
          ]
        },
        {
          "status": "404",
          "pointer": "/components/responses/NotFound",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/NotFound/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "notFound",
                  "pointer": "/components/responses/NotFound/content/application~1json/examples/notFound/value"
                }
              ]
            }
          ]
        },
        {
          "status": "405",
          "pointer": "/components/responses/MethodNotAllowed",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/MethodNotAllowed/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "delete",
                  "pointer": "/components/responses/MethodNotAllowed/content/application~1json/examples/delete/value"
                }
              ]
            }
          ]
        },
        {
          "status": "406",
          "pointer": "/components/responses/NotAcceptable",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/NotAcceptable/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "html",
                  "pointer": "/components/responses/NotAcceptable/content/application~1json/examples/html/value"
                }
              ]
            }
          ]
        },
        {
          "status": "429",
          "pointer": "/components/responses/TooManyRequests",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/TooManyRequests/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "throttled",
                  "pointer": "/components/responses/TooManyRequests/content/application~1json/examples/throttled/value"
                }
              ]
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Error",
          "headers": [
            {
              "name": "request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/request-id/schema",
              "examples": []
            },
            {
              "name": "client-request-id",
              "required": false,
              "explode": false,
              "schema": "/components/headers/client-request-id/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Error/content/application~1json",
              "schema": "/components/schemas/odataError",
              "examples": [
                {
                  "name": "internal",
                  "pointer": "/components/responses/Error/content/application~1json/examples/internal/value"
                }
              ]
            }
          ]
        }
      ],
      "security": [
        {
          "azureAD": [
            "DeviceManagementServiceConfig.ReadWrite.All"
          ]
        },
        {
          "bearer": [
            "DeviceManagementServiceConfig.ReadWrite.All"
          ]
        }
      ]
    }
  ],
  document: {
    "openapi": "3.1.0",
    "info": {
      "title": "Microsoft Graph, Apple push certificate of Intune",
      "summary": "The certificate that a tenant uses to send messages to its Apple devices.",
      "version": "v1.0",
      "description": "Intune reaches iPhones, iPads and Macs through Apple's push notification service. For this, every tenant needs\n**one Apple MDM push certificate**. With these operations you read it, renew it, and download the signing request that\nApple needs first.\n\n### What to know before you renew\n\n- A certificate is valid for **365 days**. After that Intune cannot reach any Apple device. Apple can still renew the\n  certificate for about thirty days.\n- Renew with **the same Apple ID** as before. The topic of the certificate belongs to that account. If the topic changes,\n  every device must be enrolled again.\n- The order is always the same: consent to share data with Apple, download the signing request, have Apple sign it, and\n  upload the signed certificate.\n\n### Permissions\n\n| operation | delegated (work or school) or application |\n|---|---|\n| read the certificate, or the consent | `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All` |\n| update it, get a signing request, or consent | `DeviceManagementServiceConfig.ReadWrite.All` |\n\nPersonal Microsoft accounts cannot call these operations, and the tenant needs an active Intune license.\n",
      "license": {
        "name": "MIT",
        "identifier": "MIT"
      }
    },
    "externalDocs": {
      "description": "The resource on Microsoft Learn",
      "url": "https://learn.microsoft.com/graph/api/resources/intune-devices-applepushnotificationcertificate"
    },
    "servers": [
      {
        "url": "https://{cloud}/v1.0",
        "description": "The production version",
        "variables": {
          "cloud": {
            "description": "The cloud of the tenant",
            "enum": [
              "graph.microsoft.com",
              "graph.microsoft.us",
              "dod-graph.microsoft.us",
              "microsoftgraph.chinacloudapi.cn"
            ],
            "default": "graph.microsoft.com"
          }
        }
      },
      {
        "url": "https://{cloud}/beta",
        "description": "The preview version, which can change without notice",
        "variables": {
          "cloud": {
            "description": "The cloud of the tenant",
            "enum": [
              "graph.microsoft.com",
              "graph.microsoft.us",
              "dod-graph.microsoft.us",
              "microsoftgraph.chinacloudapi.cn"
            ],
            "default": "graph.microsoft.com"
          }
        }
      }
    ],
    "tags": [
      {
        "name": "Apple push certificate",
        "description": "Each tenant has one certificate. Read it and renew it."
      },
      {
        "name": "Data sharing",
        "description": "The consent of a tenant to share data with Apple. Only in the preview version."
      }
    ],
    "paths": {
      "/deviceManagement/applePushNotificationCertificate": {
        "get": {
          "operationId": "getApplePushNotificationCertificate",
          "tags": [
            "Apple push certificate"
          ],
          "summary": "Read the certificate",
          "description": "Returns the owner, the topic and the expiration date of the certificate. The most common use is monitoring\n`expirationDateTime`.\n",
          "security": [
            {
              "azureAD": [
                "DeviceManagementServiceConfig.Read.All"
              ]
            },
            {
              "azureAD": [
                "DeviceManagementServiceConfig.ReadWrite.All"
              ]
            },
            {
              "bearer": [
                "DeviceManagementServiceConfig.Read.All"
              ]
            },
            {
              "bearer": [
                "DeviceManagementServiceConfig.ReadWrite.All"
              ]
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/Certificate"
            },
            "400": {
              "$ref": "#/components/responses/BadRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/Forbidden"
            },
            "404": {
              "$ref": "#/components/responses/NotFound"
            },
            "405": {
              "$ref": "#/components/responses/MethodNotAllowed"
            },
            "406": {
              "$ref": "#/components/responses/NotAcceptable"
            },
            "429": {
              "$ref": "#/components/responses/TooManyRequests"
            },
            "default": {
              "$ref": "#/components/responses/Error"
            }
          }
        },
        "patch": {
          "operationId": "updateApplePushNotificationCertificate",
          "tags": [
            "Apple push certificate"
          ],
          "summary": "Update or renew the certificate",
          "description": "Changes the properties in the body and keeps all others. `null` clears a nullable property. The body can contain the\nproperties that the service sets itself (`id`, `certificateSerialNumber`, `lastModifiedDateTime`): they are validated\nand then ignored. The response is the whole certificate after the change. `lastModifiedDateTime` is the time of the\nchange.\n\nTo renew, send `appleIdentifier` and the text of the new `certificate` (PEM). The service reads topic, serial number\nand expiration date from the certificate and ignores their values in the body. The first certificate of a tenant is\nuploaded in the same way.\n",
          "security": [
            {
              "azureAD": [
                "DeviceManagementServiceConfig.ReadWrite.All"
              ]
            },
            {
              "bearer": [
                "DeviceManagementServiceConfig.ReadWrite.All"
              ]
            }
          ],
          "requestBody": {
            "required": true,
            "description": "The properties to change.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/applePushNotificationCertificate"
                },
                "examples": {
                  "otherAppleId": {
                    "summary": "One property, the others stay",
                    "value": {
                      "appleIdentifier": "it-department@contoso.example"
                    }
                  },
                  "update": {
                    "summary": "Every property that can be sent",
                    "value": {
                      "@odata.type": "#microsoft.graph.applePushNotificationCertificate",
                      "appleIdentifier": "Apple Identifier value",
                      "topicIdentifier": "Topic Identifier value",
                      "expirationDateTime": "2016-12-31T23:57:57.2481234-08:00",
                      "certificateUploadStatus": "Certificate Upload Status value",
                      "certificateUploadFailureReason": "Certificate Upload Failure Reason value",
                      "certificateSerialNumber": "Certificate Serial Number value",
                      "certificate": "Certificate value"
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "$ref": "#/components/responses/Certificate"
            },
            "400": {
              "$ref": "#/components/responses/BadRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/Forbidden"
            },
            "404": {
              "$ref": "#/components/responses/NotFound"
            },
            "405": {
              "$ref": "#/components/responses/MethodNotAllowed"
            },
            "406": {
              "$ref": "#/components/responses/NotAcceptable"
            },
            "413": {
              "$ref": "#/components/responses/PayloadTooLarge"
            },
            "415": {
              "$ref": "#/components/responses/UnsupportedMediaType"
            },
            "429": {
              "$ref": "#/components/responses/TooManyRequests"
            },
            "default": {
              "$ref": "#/components/responses/Error"
            }
          }
        }
      },
      "/deviceManagement/applePushNotificationCertificate/downloadApplePushNotificationCertificateSigningRequest()": {
        "get": {
          "operationId": "downloadApplePushNotificationCertificateSigningRequest",
          "tags": [
            "Apple push certificate"
          ],
          "summary": "Download the signing request",
          "description": "Returns the certificate signing request for Apple's push certificates portal as a string. It is available before a\ncertificate is configured.\n",
          "security": [
            {
              "azureAD": [
                "DeviceManagementServiceConfig.ReadWrite.All"
              ]
            },
            {
              "bearer": [
                "DeviceManagementServiceConfig.ReadWrite.All"
              ]
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/SigningRequest"
            },
            "400": {
              "$ref": "#/components/responses/BadRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/Forbidden"
            },
            "404": {
              "$ref": "#/components/responses/NotFound"
            },
            "405": {
              "$ref": "#/components/responses/MethodNotAllowed"
            },
            "406": {
              "$ref": "#/components/responses/NotAcceptable"
            },
            "429": {
              "$ref": "#/components/responses/TooManyRequests"
            },
            "default": {
              "$ref": "#/components/responses/Error"
            }
          }
        }
      },
      "/deviceManagement/applePushNotificationCertificate/generateApplePushNotificationCertificateSigningRequest": {
        "servers": [
          {
            "url": "https://{cloud}/beta",
            "description": "The preview version, which can change without notice",
            "variables": {
              "cloud": {
                "description": "The cloud of the tenant",
                "enum": [
                  "graph.microsoft.com",
                  "graph.microsoft.us",
                  "dod-graph.microsoft.us",
                  "microsoftgraph.chinacloudapi.cn"
                ],
                "default": "graph.microsoft.com"
              }
            }
          }
        ],
        "post": {
          "operationId": "generateApplePushNotificationCertificateSigningRequest",
          "tags": [
            "Apple push certificate"
          ],
          "summary": "Create a new signing request",
          "description": "Creates a new key for the tenant and returns a signing request for it. Later downloads return this signing request.\nOnly in the preview version.\n",
          "security": [
            {
              "azureAD": [
                "DeviceManagementServiceConfig.ReadWrite.All"
              ]
            },
            {
              "bearer": [
                "DeviceManagementServiceConfig.ReadWrite.All"
              ]
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/SigningRequest"
            },
            "400": {
              "$ref": "#/components/responses/BadRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/Forbidden"
            },
            "404": {
              "$ref": "#/components/responses/NotFound"
            },
            "405": {
              "$ref": "#/components/responses/MethodNotAllowed"
            },
            "406": {
              "$ref": "#/components/responses/NotAcceptable"
            },
            "429": {
              "$ref": "#/components/responses/TooManyRequests"
            },
            "default": {
              "$ref": "#/components/responses/Error"
            }
          }
        }
      },
      "/deviceManagement/dataSharingConsents/{dataSharingConsent-id}": {
        "servers": [
          {
            "url": "https://{cloud}/beta",
            "description": "The preview version, which can change without notice",
            "variables": {
              "cloud": {
                "description": "The cloud of the tenant",
                "enum": [
                  "graph.microsoft.com",
                  "graph.microsoft.us",
                  "dod-graph.microsoft.us",
                  "microsoftgraph.chinacloudapi.cn"
                ],
                "default": "graph.microsoft.com"
              }
            }
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/DataSharingConsent"
          }
        ],
        "x-standin-resource": {
          "key": "id"
        },
        "get": {
          "operationId": "getDataSharingConsent",
          "tags": [
            "Data sharing"
          ],
          "summary": "Read a consent",
          "description": "Returns whether the tenant has consented to share the data that Apple needs for the certificate, who consented, and\nwhen. The only consent is `appleMDMPushCertificate`. Only in the preview version.\n",
          "security": [
            {
              "azureAD": [
                "DeviceManagementServiceConfig.Read.All"
              ]
            },
            {
              "azureAD": [
                "DeviceManagementServiceConfig.ReadWrite.All"
              ]
            },
            {
              "bearer": [
                "DeviceManagementServiceConfig.Read.All"
              ]
            },
            {
              "bearer": [
                "DeviceManagementServiceConfig.ReadWrite.All"
              ]
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/DataSharingConsent"
            },
            "400": {
              "$ref": "#/components/responses/BadRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/Forbidden"
            },
            "404": {
              "$ref": "#/components/responses/NotFound"
            },
            "405": {
              "$ref": "#/components/responses/MethodNotAllowed"
            },
            "406": {
              "$ref": "#/components/responses/NotAcceptable"
            },
            "429": {
              "$ref": "#/components/responses/TooManyRequests"
            },
            "default": {
              "$ref": "#/components/responses/Error"
            }
          }
        }
      },
      "/deviceManagement/dataSharingConsents/{dataSharingConsent-id}/consentToDataSharing": {
        "servers": [
          {
            "url": "https://{cloud}/beta",
            "description": "The preview version, which can change without notice",
            "variables": {
              "cloud": {
                "description": "The cloud of the tenant",
                "enum": [
                  "graph.microsoft.com",
                  "graph.microsoft.us",
                  "dod-graph.microsoft.us",
                  "microsoftgraph.chinacloudapi.cn"
                ],
                "default": "graph.microsoft.com"
              }
            }
          }
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/DataSharingConsent"
          }
        ],
        "post": {
          "operationId": "consentToDataSharing",
          "tags": [
            "Data sharing"
          ],
          "summary": "Give a consent",
          "description": "Consents in the name of the user of the access token. A consent cannot be withdrawn. A consent that was given before\ndoes not change. Only in the preview version.\n",
          "security": [
            {
              "azureAD": [
                "DeviceManagementServiceConfig.ReadWrite.All"
              ]
            },
            {
              "bearer": [
                "DeviceManagementServiceConfig.ReadWrite.All"
              ]
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/DataSharingConsent"
            },
            "400": {
              "$ref": "#/components/responses/BadRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/Forbidden"
            },
            "404": {
              "$ref": "#/components/responses/NotFound"
            },
            "405": {
              "$ref": "#/components/responses/MethodNotAllowed"
            },
            "406": {
              "$ref": "#/components/responses/NotAcceptable"
            },
            "429": {
              "$ref": "#/components/responses/TooManyRequests"
            },
            "default": {
              "$ref": "#/components/responses/Error"
            }
          }
        }
      }
    },
    "components": {
      "securitySchemes": {
        "azureAD": {
          "type": "oauth2",
          "description": "A work or school account of the tenant, or an application.",
          "flows": {
            "authorizationCode": {
              "authorizationUrl": "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize",
              "tokenUrl": "https://login.microsoftonline.com/organizations/oauth2/v2.0/token",
              "refreshUrl": "https://login.microsoftonline.com/organizations/oauth2/v2.0/token",
              "scopes": {
                "DeviceManagementServiceConfig.Read.All": "Read the Intune configuration",
                "DeviceManagementServiceConfig.ReadWrite.All": "Read and write the Intune configuration"
              }
            },
            "clientCredentials": {
              "tokenUrl": "https://login.microsoftonline.com/organizations/oauth2/v2.0/token",
              "scopes": {
                "DeviceManagementServiceConfig.Read.All": "Read the Intune configuration",
                "DeviceManagementServiceConfig.ReadWrite.All": "Read and write the Intune configuration"
              }
            }
          }
        },
        "bearer": {
          "type": "http",
          "scheme": "bearer",
          "bearerFormat": "JWT",
          "description": "An access token that you already have."
        }
      },
      "parameters": {
        "DataSharingConsent": {
          "name": "dataSharingConsent-id",
          "in": "path",
          "required": true,
          "description": "The id of the consent.",
          "schema": {
            "type": "string"
          },
          "example": "appleMDMPushCertificate"
        }
      },
      "headers": {
        "request-id": {
          "description": "The id that the service has given the request.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        },
        "client-request-id": {
          "description": "The id that the client sent, or the request-id if it sent none.",
          "schema": {
            "type": "string"
          }
        }
      },
      "schemas": {
        "applePushNotificationCertificate": {
          "title": "applePushNotificationCertificate",
          "description": "The Apple MDM push certificate of a tenant.",
          "type": "object",
          "properties": {
            "@odata.type": {
              "description": "The type of this object.",
              "type": "string",
              "const": "#microsoft.graph.applePushNotificationCertificate"
            },
            "id": {
              "description": "The id of the certificate.",
              "type": "string",
              "readOnly": true
            },
            "appleIdentifier": {
              "description": "The Apple ID that created the certificate. It must be renewed with the same Apple ID.",
              "type": [
                "string",
                "null"
              ]
            },
            "topicIdentifier": {
              "description": "The push topic, which Apple writes into the subject of the certificate.",
              "type": [
                "string",
                "null"
              ]
            },
            "lastModifiedDateTime": {
              "description": "When the certificate was last changed in Intune.",
              "type": "string",
              "format": "date-time",
              "readOnly": true
            },
            "expirationDateTime": {
              "description": "When the certificate expires.",
              "type": "string",
              "format": "date-time"
            },
            "certificateUploadStatus": {
              "description": "The status of the last upload.",
              "type": [
                "string",
                "null"
              ]
            },
            "certificateUploadFailureReason": {
              "description": "Why the last upload failed.",
              "type": [
                "string",
                "null"
              ]
            },
            "certificateSerialNumber": {
              "description": "The serial number of the certificate.",
              "type": [
                "string",
                "null"
              ],
              "readOnly": true
            },
            "certificate": {
              "description": "The certificate as text.",
              "type": [
                "string",
                "null"
              ]
            }
          },
          "patternProperties": {
            "^@odata\\.[A-Za-z]": true,
            "^[^@]+@odata\\.[A-Za-z]": true
          },
          "additionalProperties": false,
          "required": [
            "id",
            "lastModifiedDateTime",
            "certificateSerialNumber"
          ]
        },
        "signingRequest": {
          "title": "signingRequest",
          "description": "The response of the download function.",
          "type": "object",
          "properties": {
            "value": {
              "description": "The signing request, in the form that Apple's portal accepts.",
              "type": "string"
            }
          },
          "patternProperties": {
            "^@odata\\.[A-Za-z]": true,
            "^[^@]+@odata\\.[A-Za-z]": true
          },
          "additionalProperties": false,
          "required": [
            "value"
          ]
        },
        "dataSharingConsent": {
          "title": "dataSharingConsent",
          "description": "The consent of a tenant to share data with a service.",
          "type": "object",
          "properties": {
            "@odata.type": {
              "description": "The type of this object.",
              "type": "string",
              "const": "#microsoft.graph.dataSharingConsent"
            },
            "id": {
              "description": "The id of the consent.",
              "type": "string",
              "readOnly": true
            },
            "serviceDisplayName": {
              "description": "The name of the service.",
              "type": [
                "string",
                "null"
              ]
            },
            "termsUrl": {
              "description": "The URL of the terms.",
              "type": [
                "string",
                "null"
              ]
            },
            "granted": {
              "description": "Whether the tenant has consented.",
              "type": "boolean"
            },
            "grantDateTime": {
              "description": "When the tenant consented. 0001-01-01T00:00:00Z if it has not.",
              "type": "string",
              "format": "date-time"
            },
            "grantedByUpn": {
              "description": "The sign-in name of the user who consented.",
              "type": [
                "string",
                "null"
              ]
            },
            "grantedByUserId": {
              "description": "The id of the user who consented.",
              "type": [
                "string",
                "null"
              ]
            }
          },
          "patternProperties": {
            "^@odata\\.[A-Za-z]": true,
            "^[^@]+@odata\\.[A-Za-z]": true
          },
          "additionalProperties": false,
          "required": [
            "id",
            "granted",
            "grantDateTime"
          ]
        },
        "odataError": {
          "title": "odataError",
          "description": "An error of Microsoft Graph.",
          "type": "object",
          "properties": {
            "error": {
              "type": "object",
              "properties": {
                "code": {
                  "description": "The error code, for programs.",
                  "type": "string"
                },
                "message": {
                  "description": "The message, for people.",
                  "type": "string"
                },
                "target": {
                  "description": "The invalid property, if the error is about one.",
                  "type": [
                    "string",
                    "null"
                  ]
                },
                "details": {
                  "description": "All errors, if there are several.",
                  "type": "array",
                  "items": {
                    "$ref": "#/components/schemas/odataErrorDetail"
                  }
                },
                "innerError": {
                  "description": "The ids that identify this request for support.",
                  "type": "object",
                  "properties": {
                    "date": {
                      "description": "The time of the error, in UTC, without a time zone.",
                      "type": "string",
                      "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$"
                    },
                    "request-id": {
                      "type": "string"
                    },
                    "client-request-id": {
                      "type": "string"
                    }
                  },
                  "required": [
                    "date",
                    "request-id",
                    "client-request-id"
                  ]
                }
              },
              "required": [
                "code",
                "message"
              ]
            }
          },
          "additionalProperties": false,
          "required": [
            "error"
          ]
        },
        "odataErrorDetail": {
          "title": "odataErrorDetail",
          "description": "One of several errors.",
          "type": "object",
          "properties": {
            "code": {
              "type": "string"
            },
            "message": {
              "type": "string"
            },
            "target": {
              "type": [
                "string",
                "null"
              ]
            }
          },
          "required": [
            "code",
            "message"
          ]
        }
      },
      "responses": {
        "Certificate": {
          "description": "The certificate.",
          "headers": {
            "request-id": {
              "$ref": "#/components/headers/request-id"
            },
            "client-request-id": {
              "$ref": "#/components/headers/client-request-id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/applePushNotificationCertificate"
              },
              "examples": {
                "documented": {
                  "summary": "The certificate of Microsoft's page",
                  "value": {
                    "@odata.type": "#microsoft.graph.applePushNotificationCertificate",
                    "id": "c4c8f047-f047-c4c8-47f0-c8c447f0c8c4",
                    "appleIdentifier": "Apple Identifier value",
                    "topicIdentifier": "Topic Identifier value",
                    "lastModifiedDateTime": "2017-01-01T00:00:35.1329464-08:00",
                    "expirationDateTime": "2016-12-31T23:57:57.2481234-08:00",
                    "certificateUploadStatus": "Certificate Upload Status value",
                    "certificateUploadFailureReason": "Certificate Upload Failure Reason value",
                    "certificateSerialNumber": "Certificate Serial Number value",
                    "certificate": "Certificate value"
                  }
                }
              }
            }
          }
        },
        "SigningRequest": {
          "description": "The signing request.",
          "headers": {
            "request-id": {
              "$ref": "#/components/headers/request-id"
            },
            "client-request-id": {
              "$ref": "#/components/headers/client-request-id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/signingRequest"
              },
              "examples": {
                "signingRequest": {
                  "summary": "A property list in base64",
                  "value": {
                    "value": "PD94bWwgdmVyc2lvbj0iMS4wIiBlbmNvZGluZz0iVVRGLTgiPz4KPHBsaXN0IHZlcnNpb249IjEuMCI+PGRpY3QvPjwvcGxpc3Q+Cg=="
                  }
                }
              }
            }
          }
        },
        "DataSharingConsent": {
          "description": "The consent.",
          "headers": {
            "request-id": {
              "$ref": "#/components/headers/request-id"
            },
            "client-request-id": {
              "$ref": "#/components/headers/client-request-id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/dataSharingConsent"
              },
              "examples": {
                "granted": {
                  "summary": "A given consent",
                  "value": {
                    "id": "appleMDMPushCertificate",
                    "serviceDisplayName": "Apple MDM Push Certificate",
                    "termsUrl": "https://go.microsoft.com/fwlink/?linkid=866314",
                    "granted": true,
                    "grantDateTime": "2021-08-20T13:48:33.669234Z",
                    "grantedByUpn": "admin@contoso.example",
                    "grantedByUserId": "6e7b768e-07e2-4810-8459-485f84f8f204"
                  }
                }
              }
            }
          }
        },
        "BadRequest": {
          "description": "The request is invalid.",
          "headers": {
            "request-id": {
              "$ref": "#/components/headers/request-id"
            },
            "client-request-id": {
              "$ref": "#/components/headers/client-request-id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/odataError"
              },
              "examples": {
                "badRequest": {
                  "value": {
                    "error": {
                      "code": "BadRequest",
                      "message": "The property 'expirationDateTime' must be a valid date-time.",
                      "target": "expirationDateTime",
                      "innerError": {
                        "date": "2026-03-01T10:20:30",
                        "request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11",
                        "client-request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11"
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "Unauthorized": {
          "description": "The request has no access token, or an invalid one.",
          "headers": {
            "request-id": {
              "$ref": "#/components/headers/request-id"
            },
            "client-request-id": {
              "$ref": "#/components/headers/client-request-id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/odataError"
              },
              "examples": {
                "noToken": {
                  "value": {
                    "error": {
                      "code": "InvalidAuthenticationToken",
                      "message": "Access token is empty.",
                      "innerError": {
                        "date": "2026-03-01T10:20:30",
                        "request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11",
                        "client-request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11"
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "Forbidden": {
          "description": "The token does not have the required permission.",
          "headers": {
            "request-id": {
              "$ref": "#/components/headers/request-id"
            },
            "client-request-id": {
              "$ref": "#/components/headers/client-request-id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/odataError"
              },
              "examples": {
                "noScope": {
                  "value": {
                    "error": {
                      "code": "Forbidden",
                      "message": "Application is not authorized to perform this operation.",
                      "innerError": {
                        "date": "2026-03-01T10:20:30",
                        "request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11",
                        "client-request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11"
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "NotFound": {
          "description": "The path does not exist, or no certificate is configured.",
          "headers": {
            "request-id": {
              "$ref": "#/components/headers/request-id"
            },
            "client-request-id": {
              "$ref": "#/components/headers/client-request-id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/odataError"
              },
              "examples": {
                "notFound": {
                  "value": {
                    "error": {
                      "code": "ResourceNotFound",
                      "message": "The document declares no path /v1.0/deviceManagement/nothing.",
                      "innerError": {
                        "date": "2026-03-01T10:20:30",
                        "request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11",
                        "client-request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11"
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "MethodNotAllowed": {
          "description": "The path does not allow this method. The Allow header lists the allowed methods.",
          "headers": {
            "request-id": {
              "$ref": "#/components/headers/request-id"
            },
            "client-request-id": {
              "$ref": "#/components/headers/client-request-id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/odataError"
              },
              "examples": {
                "delete": {
                  "value": {
                    "error": {
                      "code": "MethodNotAllowed",
                      "message": "This path does not allow DELETE. It allows GET, PATCH, HEAD, OPTIONS.",
                      "innerError": {
                        "date": "2026-03-01T10:20:30",
                        "request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11",
                        "client-request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11"
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "NotAcceptable": {
          "description": "The response is JSON, but the Accept header does not accept JSON.",
          "headers": {
            "request-id": {
              "$ref": "#/components/headers/request-id"
            },
            "client-request-id": {
              "$ref": "#/components/headers/client-request-id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/odataError"
              },
              "examples": {
                "html": {
                  "value": {
                    "error": {
                      "code": "NotAcceptable",
                      "message": "The response is application/json, but the Accept header text/html does not accept it.",
                      "innerError": {
                        "date": "2026-03-01T10:20:30",
                        "request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11",
                        "client-request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11"
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "PayloadTooLarge": {
          "description": "The body is too large.",
          "headers": {
            "request-id": {
              "$ref": "#/components/headers/request-id"
            },
            "client-request-id": {
              "$ref": "#/components/headers/client-request-id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/odataError"
              },
              "examples": {
                "tooLarge": {
                  "value": {
                    "error": {
                      "code": "RequestEntityTooLarge",
                      "message": "The body is too large.",
                      "innerError": {
                        "date": "2026-03-01T10:20:30",
                        "request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11",
                        "client-request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11"
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "UnsupportedMediaType": {
          "description": "The body is not JSON.",
          "headers": {
            "request-id": {
              "$ref": "#/components/headers/request-id"
            },
            "client-request-id": {
              "$ref": "#/components/headers/client-request-id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/odataError"
              },
              "examples": {
                "text": {
                  "value": {
                    "error": {
                      "code": "UnsupportedMediaType",
                      "message": "The Content-Type text/plain is not supported. Send the body as application/json.",
                      "innerError": {
                        "date": "2026-03-01T10:20:30",
                        "request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11",
                        "client-request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11"
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "TooManyRequests": {
          "description": "Too many requests. Wait as long as the Retry-After header says, if it is present.",
          "headers": {
            "request-id": {
              "$ref": "#/components/headers/request-id"
            },
            "client-request-id": {
              "$ref": "#/components/headers/client-request-id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/odataError"
              },
              "examples": {
                "throttled": {
                  "value": {
                    "error": {
                      "code": "TooManyRequests",
                      "message": "An error has occurred.",
                      "innerError": {
                        "date": "2026-03-01T10:20:30",
                        "request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11",
                        "client-request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11"
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "Error": {
          "description": "Any other error.",
          "headers": {
            "request-id": {
              "$ref": "#/components/headers/request-id"
            },
            "client-request-id": {
              "$ref": "#/components/headers/client-request-id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/odataError"
              },
              "examples": {
                "internal": {
                  "value": {
                    "error": {
                      "code": "InternalServerError",
                      "message": "The server failed to respond.",
                      "innerError": {
                        "date": "2026-03-01T10:20:30",
                        "request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11",
                        "client-request-id": "2c0f8a7e-52d5-4f0e-9c5b-6d0f3d1f7c11"
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    },
    "x-standin-scenarios": {
      "documented": {
        "/deviceManagement/applePushNotificationCertificate": {
          "@odata.type": "#microsoft.graph.applePushNotificationCertificate",
          "id": "c4c8f047-f047-c4c8-47f0-c8c447f0c8c4",
          "appleIdentifier": "Apple Identifier value",
          "topicIdentifier": "Topic Identifier value",
          "lastModifiedDateTime": "2017-01-01T00:00:35.1329464-08:00",
          "expirationDateTime": "2016-12-31T23:57:57.2481234-08:00",
          "certificateUploadStatus": "Certificate Upload Status value",
          "certificateUploadFailureReason": "Certificate Upload Failure Reason value",
          "certificateSerialNumber": "Certificate Serial Number value",
          "certificate": "Certificate value"
        }
      },
      "configured": {
        "/deviceManagement/applePushNotificationCertificate": {
          "id": "3c5e2a0d-9f41-4b7c-8a65-1de07f2b9c34",
          "appleIdentifier": "it-department@contoso.example",
          "topicIdentifier": "com.apple.mgmt.External.7f3d1b52-0c8e-4e6a-9b57-2a94c6d8e013",
          "lastModifiedDateTime": "now-P90D",
          "expirationDateTime": "now+P275D",
          "certificateUploadStatus": null,
          "certificateUploadFailureReason": null,
          "certificateSerialNumber": "0C41D7A29E5B3F86",
          "certificate": null
        }
      },
      "not-configured": {
        "/deviceManagement/applePushNotificationCertificate": null
      },
      "expiring": {
        "/deviceManagement/applePushNotificationCertificate": {
          "id": "3c5e2a0d-9f41-4b7c-8a65-1de07f2b9c34",
          "appleIdentifier": "it-department@contoso.example",
          "topicIdentifier": "com.apple.mgmt.External.7f3d1b52-0c8e-4e6a-9b57-2a94c6d8e013",
          "lastModifiedDateTime": "now-P355D",
          "expirationDateTime": "now+P10D",
          "certificateUploadStatus": null,
          "certificateUploadFailureReason": null,
          "certificateSerialNumber": "0C41D7A29E5B3F86",
          "certificate": null
        }
      },
      "in-grace": {
        "/deviceManagement/applePushNotificationCertificate": {
          "id": "3c5e2a0d-9f41-4b7c-8a65-1de07f2b9c34",
          "appleIdentifier": "it-department@contoso.example",
          "topicIdentifier": "com.apple.mgmt.External.7f3d1b52-0c8e-4e6a-9b57-2a94c6d8e013",
          "lastModifiedDateTime": "now-P375D",
          "expirationDateTime": "now-P10D",
          "certificateUploadStatus": null,
          "certificateUploadFailureReason": null,
          "certificateSerialNumber": "0C41D7A29E5B3F86",
          "certificate": null
        }
      },
      "expired": {
        "/deviceManagement/applePushNotificationCertificate": {
          "id": "3c5e2a0d-9f41-4b7c-8a65-1de07f2b9c34",
          "appleIdentifier": "it-department@contoso.example",
          "topicIdentifier": "com.apple.mgmt.External.7f3d1b52-0c8e-4e6a-9b57-2a94c6d8e013",
          "lastModifiedDateTime": "now-P405D",
          "expirationDateTime": "now-P40D",
          "certificateUploadStatus": null,
          "certificateUploadFailureReason": null,
          "certificateSerialNumber": "0C41D7A29E5B3F86",
          "certificate": null
        }
      },
      "upload-failed": {
        "/deviceManagement/applePushNotificationCertificate": {
          "id": "3c5e2a0d-9f41-4b7c-8a65-1de07f2b9c34",
          "appleIdentifier": "it-department@contoso.example",
          "topicIdentifier": "com.apple.mgmt.External.7f3d1b52-0c8e-4e6a-9b57-2a94c6d8e013",
          "lastModifiedDateTime": "now-P90D",
          "expirationDateTime": "now+P275D",
          "certificateUploadStatus": "Failed",
          "certificateUploadFailureReason": "The certificate was not created from the signing request of this tenant.",
          "certificateSerialNumber": "0C41D7A29E5B3F86",
          "certificate": null
        }
      },
      "no-consent": {
        "/deviceManagement/dataSharingConsents": [
          {
            "id": "appleMDMPushCertificate",
            "serviceDisplayName": "Apple MDM Push Certificate",
            "termsUrl": "https://go.microsoft.com/fwlink/?linkid=866314",
            "granted": false,
            "grantDateTime": "0001-01-01T00:00:00Z",
            "grantedByUpn": null,
            "grantedByUserId": null
          }
        ]
      }
    }
  },
};
